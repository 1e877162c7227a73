import { defaultPolicies } from '@atc/core/company/policies';
import { prepareStrategy } from '@atc/core/desk/strategies';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { makeDataPromoted } from '@atc/core/loop/strategies/testing';
import { type Candle, type SeriesMarket, seriesMarket } from '@atc/core/market';
import { scriptedMarket } from '@atc/core/testing';
import { COMPANY_TERMS } from '@atc/lab/engine';
import { CAPITAL_USD, dataContender, openArena, playOnce, tapeOf } from '@atc/lab/strategies';
import { type TestFleet, testFleet } from '@atc/workers/testing';
import { afterEach, expect, test } from 'vitest';
import { readCompanyTrades } from './company/store.ts';

const START = Date.UTC(2025, 2, 3);
const DAYS = 2;
const BAR_MS = 5 * MINUTE_MS;
const HISTORY_DAYS = 6;
const TOKENS = { SOL_USDT: 200, WIF_USDT: 1.5, BONK_USDT: 0.00002 } as const;
const PATIENCE_MS = 300_000;

/** It buys what has begun to rise and sells what has begun to fall. */
const WAVES = {
  ...{ name: 'waves', version: 2, says: 'what has begun to rise goes on', bars: '1h' },
  parameters: { n: { value: 3, from: 2, to: 6, step: 1 } },
  entry: { when: ['change(n) crosses above 0.012'], rank: 'change(n)' },
  exit: { when: ['change(n) < -0.004'], stop: '6 * atr(14)', trailing: '9 * atr(14)', hours: 9 },
  size: { kind: 'share', share: 0.1 },
  limits: { positions: 3 },
};

/** Rises for ten hours of a day and falls for fourteen, each token at hours of its own, with a little noise. */
function closeOf(price: number, at: number, phase: number): number {
  const hour = (((at / HOUR_MS + phase) % 24) + 24) % 24;
  const height = hour < 10 ? hour / 10 : 1 - (hour - 10) / 14;
  const noise = 0.002 * Math.sin(at / 777_777 + phase) + 0.001 * Math.sin(at / 314_159 + 2 * phase);
  return price * (1 + 0.09 * height + noise);
}

function openWaves(): SeriesMarket {
  const startsAt = new Date(START);
  const endsAt = new Date(START + DAYS * DAY_MS);
  const phases = Object.fromEntries(Object.keys(TOKENS).map((contract, i) => [contract, 5 + 8 * i]));
  const barsOf = (contract: string): readonly Candle[] => {
    const [price, phase] = [TOKENS[contract as keyof typeof TOKENS], phases[contract] ?? 0];
    const bars = ((DAYS + HISTORY_DAYS) * DAY_MS) / BAR_MS;
    return Array.from({ length: bars }, (_, i) => {
      const openAt = START - HISTORY_DAYS * DAY_MS + i * BAR_MS;
      const [open, close] = [closeOf(price, openAt, phase), closeOf(price, openAt + BAR_MS, phase)];
      const [high, low] = [1.001 * Math.max(open, close), 0.999 * Math.min(open, close)];
      return { openAt, open, high, low, close, volume: 1e9 / price };
    });
  };
  return seriesMarket(scriptedMarket(TOKENS, { barMs: BAR_MS, startsAt, endsAt, historyOf: barsOf }), endsAt);
}

function readWaves() {
  const made = prepareStrategy(WAVES);
  if (!made.prepared) throw new Error(made.faults.join('; '));
  return made.prepared;
}

let fleet: TestFleet | null = null;
afterEach(async () => {
  await fleet?.close();
  fleet = null;
});

/** Plays the recording with a company that buys only what promoted strategies find. */
async function playCompany(market: SeriesMarket, prepare: (opened: TestFleet) => Promise<unknown>) {
  const policies = {
    strategy_policy: { ...defaultPolicies.strategy_policy, entries: 'promoted' as const },
    universe: { contracts: market.contracts().map(({ contract }) => contract) },
  };
  const opened = await testFleet({ market, policies, alone: true, config: { SEED: '1' } });
  fleet = opened;
  await prepare(opened);
  const running = await opened.run();
  await running.ended;
  return opened.ctx.db;
}

/** A trade of the lab or of the company: which token, from when to when. */
interface Traded {
  readonly symbol: string;
  readonly openedAt: number | Date;
  readonly closedAt: number | Date;
}

const said = ({ symbol, openedAt, closedAt }: Traded): string =>
  [symbol, new Date(openedAt).toISOString(), new Date(closedAt).toISOString()].join(' ');

test(
  'a promoted strategy makes the entries and exits that the lab plays, and nothing else is bought',
  async () => {
    const market = openWaves();
    const prepared = readWaves();
    const [from, to] = [START, START + DAYS * DAY_MS];
    const lab = playOnce(openArena(tapeOf(market)), dataContender(prepared), { from, to, terms: COMPANY_TERMS });
    const db = await playCompany(market, ({ ctx }) => makeDataPromoted(ctx, prepared.strategy));

    const trades = await readCompanyTrades(db);
    expect(trades.map(said)).toEqual(lab.trades.map(said));
    expect(trades.length).toBeGreaterThanOrEqual(5);
    // The edge is planted, so that both gain by it.
    expect(trades.reduce((sum, { pnlUsd }) => sum + pnlUsd, 0)).toBeGreaterThan(1);
    expect(lab.equityUsd).toBeGreaterThan(CAPITAL_USD);

    const positions = await db.position.findMany({ orderBy: { id: 'asc' } });
    expect(positions.map(({ status }) => status)).toEqual([
      ...trades.map(() => 'closed'),
      ...lab.held.map(() => 'open'),
    ]);
    expect(new Set(positions.map(({ signalSource }) => signalSource))).toEqual(new Set(['strategy:waves']));
    for (const { trailingStopPct } of positions) expect(trailingStopPct).toBeGreaterThan(0);
    // On probation a strategy buys probes.
    const { probe_usd } = defaultPolicies.strategy_policy;
    for (const { entryCostUsd } of positions) expect(entryCostUsd.toNumber()).toBeLessThanOrEqual(probe_usd);

    const refused = await db.event.findMany({ where: { kind: 'proposal.rejected' } });
    expect(refused.length).toBeGreaterThan(0);
    for (const { summary } of refused) expect(summary).toContain('only what a promoted strategy found may be bought');
  },
  PATIENCE_MS,
);

test(
  'the same recording without the promotion: no signal of a strategy, no look, no trade',
  async () => {
    const db = await playCompany(openWaves(), async () => undefined);
    expect(await readCompanyTrades(db)).toEqual([]);
    expect(await db.signal.count({ where: { source: { startsWith: 'strategy:' } } })).toBe(0);
    expect(await db.triggerRule.count({ where: { name: 'proactive_play_strategies' } })).toBe(0);
    expect(await db.position.count()).toBe(0);
    expect(await db.signal.count()).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
