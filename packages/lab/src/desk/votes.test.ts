import { findingsBy, judgeAs } from '@atc/agents/minds';
import { composeBriefing, type ReviewFacts } from '@atc/agents/roundtables';
import { type AgentId, agentIds } from '@atc/core/company/roster';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recording, recordDays } from '../testing/recording.ts';
import { loadWorld } from '../world/index.ts';
import { deskSettings, playDesk } from './index.ts';
import type { Ballot } from './state/index.ts';

const DAYS = 30;
const WORLDS = ['a', 'b'];
const AT = new Date('2025-03-01T10:05:00Z');
const PATIENCE_MS = 170_000;

let recordings: readonly Recording[] = [];
let ballots: readonly Ballot[] = [];

beforeAll(async () => {
  recordings = await Promise.all(WORLDS.map((seed) => recordDays(seed, DAYS)));
  const played: Ballot[] = [];
  for (const recording of recordings) {
    const world = await loadWorld({ seed: '1', ...recording });
    for (const seed of ['1', '2']) played.push(...playDesk(world, deskSettings(world, { seed })).ballots);
  }
  ballots = [...played, ...rare.flatMap(ballotsOn)];
}, PATIENCE_MS);
afterAll(() => Promise.all(recordings.map((recording) => recording.remove())));

/** Three days of hours around 100, each as wide as said, with a wave that tokens of one phase share. */
const hours = (phase = 0, count = 72, volume = 1e6): readonly Candle[] =>
  Array.from({ length: count }, (_, i) => {
    const close = 100 + 2 * Math.sin(i / 3 + phase) + Math.sin(i * 1.7 + 2 * phase);
    const openAt = AT.getTime() - (count - i) * HOUR_MS;
    return { openAt, open: close, high: close * 1.01, low: close * 0.99, close, volume };
  });

const portfolio = {
  ...{ equityUsd: 1000, cashUsd: 900, exposureUsd: 60, openPositions: 1 },
  ...{ drawdownPct: 0.01, dayPnlUsd: 0 },
};
const noTrades = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };
const nothing = { of: 0, paid: 0, meanR: 0 };
const price = (last = 100, minutesAgo = 0) => ({ price: last, at: new Date(AT.getTime() - minutesAgo * MINUTE_MS) });

type Planted = { readonly [K in keyof ReviewFacts]?: Partial<ReviewFacts[K]> | ReviewFacts[K] };

/** What a door of default policies lets through, with something rare about it. */
const facts = (rareThings: Planted = {}): ReviewFacts => ({
  at: AT,
  position: null,
  portfolio,
  held: [],
  record: { token: noTrades, source: noTrades, company: { ...noTrades, trades: 9 } },
  ...(rareThings as object),
  subject: {
    ...{ key: 'planted', symbol: 'SOL', contract: 'SOL', instrumentId: 'i', positionId: null, action: 'entry' },
    ...{ agentId: 'scout', sizeUsd: 20, riskUsd: 1, entryPrice: '100', stopLoss: '95', target: '110' },
    ...{ confidence: 0.7, stopDefaulted: false, fraction: null, evidenceCount: 6, sourceName: 'scanner:breakout' },
    signal: { id: 's', observedAt: AT, weights: [0.4, 0.3, 0.2, -0.1] },
    ...rareThings.subject,
  } as ReviewFacts['subject'],
  market: {
    ...{ price: price(), stale: false, hours: hours(), signalPrice: 100, day: { bars: 288, of: 288 } },
    ...rareThings.market,
  } as ReviewFacts['market'],
  evidence: {
    ...{ fills: { count: 0, slippageBps: 0 }, signals24h: { buys: 0, sells: 0, otherSources: 0 } },
    ...{ foretold: { setup: nothing, token: nothing, hour: nothing, all: nothing }, sells: [], probeUsd: 20 },
    losses: { sinceWin: 0, lastOfTokenAt: null, ofCompany24h: 0 },
    ...rareThings.evidence,
  } as NonNullable<ReviewFacts['evidence']>,
});

const leaving = (stopLoss: string, last: number, heldMs = DAY_MS): Planted => ({
  subject: { action: 'exit', positionId: 'p', sizeUsd: null, entryPrice: null, stopLoss: null, target: null },
  position: {
    entryPrice: '90',
    stopLoss,
    costUsd: 18,
    resultUsd: 2,
    valueUsd: 20,
    openedAt: new Date(AT.getTime() - heldMs),
  },
  market: { price: price(last) },
});

/** What happens seldom, or needs an operator, a bad recording, a slow table or a venue that fills badly. */
const rare: readonly ReviewFacts[] = [
  // An operator's stop within the noise of an hour, far away, and none at all.
  facts({ subject: { stopLoss: '99' } }),
  facts({ subject: { stopLoss: '70', stopDefaulted: true, evidenceCount: 0 } }),
  facts({ subject: { stopLoss: '97.2' } }),
  // One held token moves nearly or just like it, or two do.
  facts({ held: [{ symbol: 'WIF', hours: hours(0.3) }] }),
  facts({ held: [{ symbol: 'WIF', hours: hours() }] }),
  facts({ held: ['WIF', 'JUP'].map((symbol) => ({ symbol, hours: hours() })) }),
  // Equity well below its peak: company-wide buying stops at 15 %.
  ...[0.03, 0.05, 0.12].map((drawdownPct) => facts({ portfolio: { ...portfolio, drawdownPct } })),
  // A market without volume, and one that a probe moves.
  facts({ market: { hours: hours(0, 72, 0) } }),
  ...[10, 3, 1.5].map((volume) => facts({ market: { hours: hours(0, 72, volume) } })),
  // The price ran away while the table talked; the signal is old by then.
  facts({
    market: { price: price(104) },
    subject: { signal: { id: 's', observedAt: new Date(AT.getTime() - 3 * HOUR_MS), weights: [0.4] } },
  }),
  ...[101, 102].map((last) => facts({ market: { price: price(last) } })),
  // A venue that fills badly, and one that fills well.
  facts({ evidence: { fills: { count: 8, slippageBps: 22 } } }),
  facts({ evidence: { fills: { count: 8, slippageBps: 2 } } }),
  // A recording with holes, a young listing, a price of four minutes ago.
  facts({ market: { day: { bars: 200, of: 288 }, hours: hours(0, 30), price: price(100, 4) } }),
  facts({ market: { day: { bars: 275, of: 288 }, hours: hours(0, 50) } }),
  ...[200, 275].map((bars) =>
    facts({ ...leaving('85', 100), market: { day: { bars, of: 288 }, price: price(100, 4) } }),
  ),
  // A promoted strategy that has lost since: it may buy until its review says that this is more than luck.
  ...[-0.002, -0.01].map((mean) =>
    facts({ subject: { found: { strategy: 'trend', version: 1, mean } as ReviewFacts['subject']['found'] } }),
  ),
  // Odds that were shown to earn.
  facts({
    subject: {
      odds: {
        ...{ probability: 0.6, of: 300, paid: 190, needs: 0.42, telling: true, shown: 'earns' },
        edge: { mean: 0.3, low: 0.2, high: 0.4 },
      },
    },
  }),
  // A stop that was raised behind the price, and one that is a step away.
  facts(leaving('98', 100)),
  facts(leaving('99.6', 100)),
  // A signal to sell what was bought an hour ago.
  facts(leaving('85', 100, HOUR_MS)),
];

function ballotsOn(planted: ReviewFacts): readonly Ballot[] {
  const briefing = { ...composeBriefing(planted), voice: [] };
  const voted = (agentId: AgentId, heard: Parameters<typeof judgeAs>[1]['heard']): Ballot => {
    const { vote, concerns, favours } = judgeAs(agentId, { ...briefing, heard });
    return { agentId, action: briefing.plan.action, vote, found: [...concerns, ...favours] };
  };
  const others = agentIds.filter((agentId) => agentId !== 'atlas').map((agentId) => voted(agentId, []));
  const heard = others.map(({ agentId, vote }) => ({
    ...{ agentId, vote, probability: 0.7 },
    ...(agentId === 'sage' ? {} : { written: true as const }),
  }));
  return [...others, voted('atlas', heard)];
}

const isLeaving = ({ action }: Ballot): boolean => action === 'exit' || action === 'scale_down';

/** A weight as it is told apart from others: those of some rules are figures. */
const graded = (topic: string, weight: number): string => `${topic} ${weight}`;

test.each(agentIds)(
  'every rule of %s fires with the default policies, with every weight that it can have',
  (agentId) => {
    const own = ballots.filter((ballot) => ballot.agentId === agentId);
    const silentOn = (leaves: boolean) => {
      const found = own.filter((one) => isLeaving(one) === leaves).flatMap((one) => one.found);
      const fired = new Set(found.flatMap(({ topic, weight }) => [topic, graded(topic, weight)]));
      return findingsBy(agentId)
        [leaves ? 'leaving' : 'adding'].flatMap(({ topic, grades }) => [
          topic,
          ...grades.map((one) => graded(topic, one)),
        ])
        .filter((each) => !fired.has(each));
    };
    expect({ adding: silentOn(false), leaving: silentOn(true) }).toEqual({ adding: [], leaving: [] });
  },
);

test.each(agentIds)('%s approves some purchases and rejects others, and so with exits', (agentId) => {
  const votes = (leaves: boolean) =>
    new Set(ballots.filter((one) => one.agentId === agentId && isLeaving(one) === leaves).map(({ vote }) => vote));
  for (const leaves of [false, true]) {
    expect(votes(leaves)).toContain('approve');
    expect(votes(leaves)).toContain('reject');
  }
});
