import { policiesNow } from '@atc/core/company/policies';
import type { AgentId } from '@atc/core/company/roster';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { readRegime } from '@atc/core/desk/regime';
import { type Answers, type Db, readTogether } from '@atc/core/kernel/db';
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { standingsNow } from '@atc/core/loop/strategies';
import { isStale } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import { type Earlier, pointOf, type ReviewBriefing, type TalkBriefing } from '../../minds/index.ts';
import { type Persona, personas } from '../../personas/index.ts';
import { voiceOf } from '../../voice/index.ts';
import { briefProposal, regimeTold } from '../briefing/index.ts';
import type { Calibration } from '../calibration.ts';
import { calibrationsNow } from '../store.ts';
import type { SpokenTurn } from '../turns/index.ts';
import {
  claimsSince,
  deskSince,
  firstWordsOf,
  type HeldAt,
  heldAt,
  lastTradeNow,
  postedSince,
  spokenIn,
  sureSignals,
} from './brief-store.ts';
import type { Bond } from './seating.ts';
import { bondsNow } from './store.ts';

const LISTED = 5;
/** How far back a table remembers what was claimed, and how much of it. */
const RECALLED = { days: 7, claims: 80 };

/** What the speaker of a turn may know, and what decides who speaks after them. */
export interface Briefed {
  readonly briefing: TalkBriefing;
  readonly bonds: readonly Bond[];
  readonly calibrations: readonly Calibration[];
}

/** What the speaker of a turn may know at this moment. */
export async function briefSpeaker(ctx: AgentContext, db: Db, turn: SpokenTurn): Promise<Briefed> {
  const now = ctx.clock.now();
  const [facts, proposal] = await Promise.all([
    readTogether(db, questionsOf(turn, now)),
    turn.proposalId === null ? null : briefProposal(ctx, db, { proposalId: turn.proposalId, briefing: turn.briefing }),
  ]);
  const { bonds, calibrations } = facts;
  const briefing = compose({ ctx, turn, now, facts, proposal });
  const point = pointOf(briefing, turn.agentId, {
    heard: facts.heard,
    earlier: earlierOf(facts, now),
    roll: (of) => ctx.dice.roll(`point.${turn.agentId}.${of}`, briefing.key),
  });
  return { briefing: point ? { ...briefing, point } : briefing, bonds, calibrations };
}

type Facts = Answers<ReturnType<typeof questionsOf>>;

/** What was claimed before, each with how many of the company's days ago. */
function earlierOf({ earlier, policies }: Facts, now: Date): readonly Earlier[] {
  const zone = policies.values.company?.timezone ?? 'UTC';
  const dayIn = (at: Date) => Date.parse(dayOf(at, zone)) / DAY_MS;
  return earlier.map(({ claim, convenedAt }) => ({ claim, daysAgo: dayIn(now) - dayIn(convenedAt) }));
}

function questionsOf(turn: SpokenTurn, now: Date) {
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const since = new Date(turn.convenedAt.getTime() - 2 * DAY_MS);
  return {
    books: portfolioNow,
    desk: deskSince(dayAgo),
    held: heldAt(now),
    lastTrade: lastTradeNow,
    signals: sureSignals(dayAgo, LISTED),
    standings: standingsNow(hasStandings(turn) ? LISTED : 0),
    posted: postedSince(dayAgo, mayRead(turn.agentId) ? LISTED : 0),
    heard: spokenIn(turn.roundtableId),
    earlier: claimsSince({
      roundtableId: turn.roundtableId,
      since: new Date(now.getTime() - RECALLED.days * DAY_MS),
      limit: RECALLED.claims,
    }),
    firstWords: firstWordsOf({ agentId: turn.agentId, roundtableId: turn.roundtableId, since }),
    policies: policiesNow,
    voice: voiceOf(turn.agentId),
    bonds: bondsNow,
    calibrations: calibrationsNow,
  };
}

/** How strategies stand is told where they are decided on: at their session, and where two differ over one. */
const hasStandings = ({ format, proposalId }: SpokenTurn): boolean =>
  format === 'strategy_session' || (format === 'debate' && proposalId === null);

interface Composed {
  readonly ctx: AgentContext;
  readonly turn: SpokenTurn;
  readonly now: Date;
  readonly facts: Facts;
  readonly proposal: ReviewBriefing | null;
}

function compose({ ctx, turn, now, facts, proposal }: Composed): TalkBriefing {
  const { books, desk, held, lastTrade, signals, standings, posted, heard, firstWords, policies, voice } = facts;
  return {
    key: `${turn.format}|${turn.topic}|${turn.convenedAt.toISOString()}|${turn.turnNo}`,
    trace: `roundtable:${turn.roundtableId}`,
    format: turn.format,
    topic: turn.topic,
    at: now.toISOString(),
    turnNo: turn.turnNo,
    turnsPlanned: turn.turnsPlanned,
    temperature: turn.temperature,
    books: {
      equityUsd: books.equityUsd.toNumber(),
      cashUsd: books.cashUsd.toNumber(),
      exposureUsd: books.exposureUsd.toNumber(),
      dayPnlUsd: books.dayPnlUsd.toNumber(),
      drawdownPct: books.drawdown,
      openPositions: books.openPositions,
      wins: books.wins,
      losses: books.losses,
    },
    desk,
    ...pricesOf(ctx, held, now),
    lastTrade,
    ...marketOf(ctx, now),
    movers: moversOf(ctx, turn.topic, policies.values.universe?.contracts ?? []),
    signals,
    ...(standings.length > 0 ? { strategies: [...standings] } : {}),
    ...(posted.length > 0 ? { outside: [...posted] } : {}),
    heard: heard.map(({ agentId, text, trust }) => ({ agentId, text, ...(trust ? { trust } : {}) })),
    openings: firstWords.map((text) => text.split(/(?<=[.?!])\s+/)[0] ?? text),
    voice,
    ...(proposal ? { proposal } : {}),
  };
}

/** What the whole market is like, where enough of a week is known. */
function marketOf({ market }: AgentContext, now: Date): Pick<TalkBriefing, 'regime'> {
  const regime = regimeTold(readRegime(market, now));
  return regime ? { regime } : {};
}

/** What is held, apart by whether there is a fresh price of it. */
function pricesOf(
  { market }: AgentContext,
  held: readonly HeldAt[],
  now: Date,
): Pick<TalkBriefing, 'held' | 'unpriced'> {
  const [fresh, old] = [false, true].map((stale) =>
    held.filter(({ pricedAt }) => isStale(market, pricedAt, now) === stale),
  );
  const unpriced = (old ?? []).map(({ symbol, pricedAt }) => {
    return { symbol, minutes: Math.round((now.getTime() - pricedAt.getTime()) / MINUTE_MS) };
  });
  return {
    held: (fresh ?? []).map(({ pricedAt: _, ...one }) => one),
    ...(unpriced.length > 0 ? { unpriced } : {}),
  };
}

/** Whether words of strangers are given to an agent. */
function mayRead(agent: AgentId): boolean {
  const { sees }: Persona = personas[agent];
  return sees.includes('outside_text');
}

/** The tokens that the topic names, then the widest moves of a day. */
function moversOf(ctx: AgentContext, topic: string, listed: readonly string[]): TalkBriefing['movers'] {
  const now = ctx.clock.now();
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const named = new Set(topic.toUpperCase().split(/[^A-Z0-9]+/));
  const universe = new Set(listed);
  return ctx.market
    .contracts()
    .filter(({ contract }) => universe.has(contract))
    .flatMap(({ contract, symbol }) => {
      const last = ctx.market.price(contract, now);
      const before = ctx.market.price(contract, dayAgo);
      const change24hPct = last && isRecent(before, dayAgo) ? last.price / before.price - 1 : null;
      return last && !isStale(ctx.market, last.at, now) ? [{ symbol, price: last.price, change24hPct }] : [];
    })
    .sort(
      (a, b) =>
        Number(named.has(b.symbol)) - Number(named.has(a.symbol)) ||
        Math.abs(b.change24hPct ?? 0) - Math.abs(a.change24hPct ?? 0),
    )
    .slice(0, LISTED)
    .map((mover) => ({ ...mover, price: String(mover.price) }));
}

type Price = ReturnType<AgentContext['market']['price']>;

/** Whether a price was seen within the hour before an instant; across a longer gap there is no change of a day. */
const isRecent = (price: Price, at: Date): price is NonNullable<Price> =>
  price !== null && at.getTime() - price.at.getTime() <= HOUR_MS;
