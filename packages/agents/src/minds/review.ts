import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';
import { modifiers } from '../voice/index.ts';

/** On what holds, or may hold, words from outside. */
export const tainted = z.literal('untrusted');

const optional = z.number().nullable();
const price = z.string().nullable();

const record = z.strictObject({ trades: z.number(), wins: z.number(), losses: z.number(), pnlUsd: z.number() });

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
  /** The promoted strategy that found an entry: the edge is what its own trades came to, and it has its own way out. */
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
  /** ATR(14, 1 h) as a fraction of the price. */
  atrPct: optional,
  /** The stop's distance in ATRs. */
  stopAtrs: optional,
  change24hPct: optional,
  volume1hUsd: optional,
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
});

const heard = z.strictObject({
  agentId: z.enum(agentIds),
  vote: z.enum(['approve', 'reject', 'abstain']),
  probability: z.number(),
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
  record: z.strictObject({ token: record, source: record, sourceName: z.string().nullable(), company: record }),
  /** What was said in the debate before the votes. */
  said: z.array(z.strictObject({ agentId: z.enum(agentIds), text: z.string(), trust: tainted.optional() })).optional(),
  /** Votes cast before, in order. */
  heard: z.array(heard),
  /** What experience did to the reviewer's voice. */
  voice: modifiers.default([]),
});

export type ReviewBriefing = z.infer<typeof reviewBriefing>;
export type TradeRecord = z.infer<typeof record>;
