import { agentIds } from '@atc/core/company/roster';
import { StrategyState } from '@atc/core/kernel/db';
import { talkFormats } from '@atc/core/loop/kinds';
import { z } from 'zod';
import { modifiers } from '../voice/index.ts';
import { point } from './findings/claim.ts';
import { regimeFacts, reviewBriefing, tainted } from './review.ts';

const optional = z.number().nullable();

const held = z.strictObject({
  symbol: z.string(),
  pnlUsd: z.number(),
  pnlPct: optional,
  /** How far the last price stands above the stop, a fraction of the price. */
  toStopPct: optional,
  holdHours: optional,
});

/** What is held and has no fresh price: what it is worth, and how far its stop is, nobody knows. */
const unpriced = z.strictObject({ symbol: z.string(), minutes: z.number() });

const lastTrade = z.strictObject({
  symbol: z.string(),
  pnlUsd: z.number(),
  pnlPct: z.number(),
  exitReason: z.string(),
  holdHours: z.number(),
});

const mover = z.strictObject({ symbol: z.string(), price: z.string(), change24hPct: optional });

const signal = z.strictObject({ symbol: z.string(), confidence: z.number(), source: z.string() });

/** How a strategy stands: what its record lets expect of a trade, and what its trades have brought since. */
const standing = z.strictObject({
  name: z.string(),
  state: z.enum(StrategyState),
  expectedPct: optional,
  liveTrades: z.number(),
  livePct: optional,
  reason: z.string(),
});

/** What a stranger posted of a listed token, in his words. */
const posted = z.strictObject({
  symbol: z.string(),
  signalType: z.enum(['buy', 'sell', 'scale']),
  source: z.string(),
  text: z.string(),
  trust: tainted,
});

/** Everything that the speaker of a turn may know. What is not in here, nobody at the table says. */
export const talkBriefing = z.strictObject({
  /** The natural key of the turn, for dice. Never shown. */
  key: z.string(),
  /** What the conversation's calls are on record under. Never shown. */
  trace: z.string().optional(),
  format: z.enum(talkFormats),
  topic: z.string(),
  /** Company time, ISO. */
  at: z.string(),
  turnNo: z.number(),
  turnsPlanned: z.number(),
  temperature: z.number(),
  books: z.strictObject({
    equityUsd: z.number(),
    cashUsd: z.number(),
    exposureUsd: z.number(),
    dayPnlUsd: z.number(),
    drawdownPct: z.number(),
    openPositions: z.number(),
    wins: z.number(),
    losses: z.number(),
  }),
  /** Of the last day. */
  desk: z.strictObject({
    proposals: z.number(),
    refused: z.number(),
    failedSteps: z.number(),
    trades: z.number(),
    signals: z.number(),
  }),
  /** Of which there is a fresh price. */
  held: z.array(held),
  /** Of which there is none, and for how many minutes. */
  unpriced: z.array(unpriced).optional(),
  lastTrade: lastTrade.nullable(),
  /** What the whole market is like; null while too little is known of a week. */
  regime: regimeFacts.nullable().optional(),
  /** Tokens of the universe: those that the topic names first, then the widest move of a day. */
  movers: z.array(mover),
  /** Of the last day, the surest first. */
  signals: z.array(signal),
  /** Of the last day; only for who is given words from outside. No figure in it is a fact. */
  outside: z.array(posted).optional(),
  /** Where strategies are decided on, how they stand: those that may buy first. */
  strategies: z.array(standing).optional(),
  /** What the turn is there to say: a claim, what it answers, and what was said of it before. */
  point: point.optional(),
  /** What was said so far, in order. */
  heard: z.array(z.strictObject({ agentId: z.enum(agentIds), text: z.string(), trust: tainted.optional() })),
  /** How the speaker opened in the conversations of the last two days. */
  openings: z.array(z.string()),
  /** What experience did to the speaker's voice. */
  voice: modifiers,
  /** The facts of the proposal that is debated, where one is. */
  proposal: reviewBriefing.optional(),
});

export type TalkBriefing = z.infer<typeof talkBriefing>;
