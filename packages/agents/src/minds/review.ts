import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';
import { modifiers } from '../voice/index.ts';

/** On what holds, or may hold, words from outside. */
export const tainted = z.literal('untrusted');

const optional = z.number().nullable();
const price = z.string().nullable();

const record = z.strictObject({ trades: z.number(), wins: z.number(), losses: z.number(), pnlUsd: z.number() });

/** What came of forecasts of a kind whose day is over: how many, how many paid, and their mean result in R. */
const foretold = z.strictObject({ of: z.number(), paid: z.number(), meanR: z.number() });
const NONE_FORETOLD = { of: 0, paid: 0, meanR: 0 };

/** What the plan wants; ratios are computed by code, so that nobody has to. */
const plan = z.strictObject({
  symbol: z.string(),
  action: z.enum(['entry', 'scale_up', 'scale_down', 'exit']),
  agentId: z.enum(agentIds),
  sizeUsd: optional,
  entryPrice: price,
  stopLoss: price,
  target: price,
  /** Set by the analysis, 0 to 1. */
  confidence: optional,
  rewardRisk: optional,
  stopPct: optional,
  targetPct: optional,
  riskUsd: optional,
  riskPct: optional,
  /** What such forecasts came to on average, in units of their risk, after costs; null before the first is settled. */
  edgeR: optional,
  /** The calibrated probability that it pays after costs within a day. */
  winChance: optional,
  /** What that rests on: settled forecasts, how many paid, which share is needed, and what was shown. */
  odds: z
    .strictObject({
      of: z.number(),
      paid: z.number(),
      needs: z.number(),
      telling: z.boolean(),
      shown: z.enum(['earns', 'loses']).nullable(),
    })
    .optional(),
  /** The stop was not in the plan: policy's default was applied. */
  stopDefaulted: z.boolean(),
  evidenceCount: z.number(),
  /** Of the analysis of its signal: how many pieces spoke for it, and how many against. */
  evidenceFor: z.number().default(0),
  evidenceAgainst: z.number().default(0),
  /** Since its signal was taken in; null without one. */
  signalAgeMinutes: optional.default(null),
  /** Getting in and out, in units of the risk. */
  costR: optional.default(null),
  /** The token's losses since its last win, where they allow no more than a probe of it. */
  probation: z.strictObject({ losses30d: z.number(), probeUsd: z.number() }).nullable().default(null),
  /** The promoted strategy that found an entry: the edge is what its trades made. On an exit: whose rules sell it. */
  strategy: z.string().optional(),
});

/** What the whole market is like, by the closed hours of a week. */
export const regimeFacts = z.strictObject({
  name: z.enum(['rising', 'falling', 'ranging']),
  leader: z.string(),
  /** How far the leader stands above its average of a week, a fraction. */
  leaderTrend: z.number(),
  /** Share of the tokens above their own average. */
  breadth: z.number(),
  /** How far the average token moved in a week, a fraction. */
  change: z.number(),
  correlation: optional,
  tokens: z.number(),
});

const marketFacts = z.strictObject({
  lastPrice: price,
  lastPriceAt: z.string().nullable(),
  /** How old that price is, and whether it is too old to say anything by. */
  priceAgeMinutes: optional.default(null),
  stale: z.boolean().default(false),
  /** How far the price moved from the plan's entry, a fraction; positive is dearer. */
  driftPct: optional,
  /** The same since the signal was taken in. */
  sinceSignalPct: optional.default(null),
  /** ATR(14, 1 h) as a fraction of the price. */
  atrPct: optional,
  /** The stop's distance in ATRs. */
  stopAtrs: optional,
  change24hPct: optional,
  /** The same in ATRs. */
  change24hAtrs: optional.default(null),
  /** The deepest fall within an hour and within a day of the last 72 hours, in distances of the stop. */
  worstHour72hStops: optional.default(null),
  worstDay72hStops: optional.default(null),
  /** How many of the last 72 hours have a bar, and which share of a day's bars there is. */
  hours72hCount: optional.default(null),
  recorded24hShare: optional.default(null),
  /** What the last 20 fills of the token cost against the middle, on average. */
  fills: z.strictObject({ count: z.number(), slippageBps: z.number() }).nullable().default(null),
  /** Signals on it within 24 hours besides the one that is acted on, and sources of buys that are not its own. */
  signals24h: z
    .strictObject({ buys: z.number(), sells: z.number(), otherSources: z.number() })
    .default({ buys: 0, sells: 0, otherSources: 0 }),
  /** What the chart alone rates a purchase now, 0 to 1; asked for what is held only. */
  chartNow: optional.default(null),
  volume1hUsd: optional,
  /** That volume over the median hour of 72. */
  hourVolumeRatio: optional.default(null),
  /** The size as a fraction of one hour's volume. */
  volumeShare: optional,
  /** Estimated cost of getting in and out: spread, impact, fees. */
  roundTripBps: optional,
  /** That cost as a fraction of the way to the target. */
  costShare: optional,
  /** Null while too little is known of a week. */
  regime: regimeFacts.nullable().default(null),
});

const portfolio = z.strictObject({
  equityUsd: z.number(),
  cashUsd: z.number(),
  openPositions: z.number(),
  exposurePct: z.number(),
  exposureAfterPct: z.number(),
  drawdownPct: z.number(),
  dayPnlUsd: z.number(),
  /** The held token that moves most like this one. */
  nearestSymbol: z.string().nullable(),
  nearestCorrelation: optional,
  /** How many held tokens move together with it (correlation above 0.8). */
  correlatedCount: z.number(),
});

const held = z.strictObject({
  pnlPct: z.number(),
  pnlUsd: z.number(),
  holdHours: z.number(),
  entryPrice: price,
  stopLoss: price,
  fraction: z.number(),
  /** How far the stop lies below the price. */
  toStopPct: optional.default(null),
  /** The share of the gain so far that the stop keeps; null where there is no gain. */
  protectedShare: optional.default(null),
  /** What selling costs, as a share of what lies between price and stop. */
  exitCostShare: optional.default(null),
});

const heard = z.strictObject({
  agentId: z.enum(agentIds),
  vote: z.enum(['approve', 'reject', 'abstain']),
  probability: z.number(),
  /** Handed in by somebody who has no seat. */
  written: z.literal(true).optional(),
  /** What the voter's word has earned by how its votes held, -0.2 to 0.2. */
  trust: z.number().optional(),
});

/**
 * Everything a reviewer may know, made by code from the database and the market. A number that is not here may not be
 * said.
 */
export const reviewBriefing = z.strictObject({
  /** The natural key of the subject: what phrasing is rolled by. Never shown. */
  key: z.string(),
  /** What the conversation's calls are on record under. Never shown. */
  trace: z.string().optional(),
  /** Company time, ISO 8601. */
  at: z.string(),
  plan,
  market: marketFacts,
  portfolio,
  /** The position in question, for exits and scaling. */
  position: held.nullable(),
  /** Closed trades of the last 30 company days. */
  record: z.strictObject({
    token: record,
    source: record,
    sourceName: z.string().nullable(),
    company: record,
    /** Since the last loss in the token; null where none is on record. */
    tokenLossHours: optional.default(null),
    /** Of the company within 24 hours. */
    losses24h: z.number().default(0),
    /** Settled forecasts of 60 days: of the signal's source, of the token, of these four hours of the day, of all. */
    foretold: z
      .strictObject({ setup: foretold, token: foretold, hour: foretold, all: foretold })
      .default({ setup: NONE_FORETOLD, token: NONE_FORETOLD, hour: NONE_FORETOLD, all: NONE_FORETOLD }),
    /** Sell signals of the source whose day is over, and after how many of them the price had fallen. */
    sells: z.strictObject({ of: z.number(), fell: z.number() }).default({ of: 0, fell: 0 }),
  }),
  /** What was said in the debate before the votes. */
  said: z.array(z.strictObject({ agentId: z.enum(agentIds), text: z.string(), trust: tainted.optional() })).optional(),
  /** Votes cast before, in order. */
  heard: z.array(heard),
  /** What experience did to the reviewer's voice. */
  voice: modifiers.default([]),
});

export type ReviewBriefing = z.infer<typeof reviewBriefing>;
export type TradeRecord = z.infer<typeof record>;
export type ForetoldRecord = z.infer<typeof foretold>;
