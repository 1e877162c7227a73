import { z } from 'zod';

/** Which part of a recording a run was over: all of it, or one of the parts that a walk-forward cuts it into. */
const splits = ['whole', 'train', 'test', 'holdout'] as const;
export type Split = (typeof splits)[number];

const at = z.iso.datetime();
const returns = z.array(z.number()).max(20_000);

/** What a promotion asks for besides the returns of a run. Means are of a day. */
const evidence = z.strictObject({
  /** The test parts of the walk-forward, whose days are the days of the run. */
  windows: z.array(z.strictObject({ from: at, to: at })),
  /** Days on which something was held. */
  daysInMarket: z.int().nonnegative(),
  /** What holding and entries by dice returned on the same days. */
  hold: returns,
  placebo: returns,
  /** Mean of what is left without one token, and without one month. */
  leftOut: z.array(z.strictObject({ name: z.string(), mean: z.number() })),
  /** Means of the variants one step away in each parameter. */
  neighbours: z.array(z.number()),
  checks: z.array(z.strictObject({ name: z.string(), passed: z.boolean(), found: z.string() })),
  /** The last part of the recording, which nothing has seen; null: it was too short to keep one. */
  holdout: z.strictObject({ from: at, to: at }).nullable(),
  /** When orders were filled; at the close where it is not said. */
  fill: z.string().max(20).optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** A run that somebody looked at: one line of the ledger. */
export const trial = z.strictObject({
  /** Hash of what was asked: the same question has the same id. */
  runId: z.string().regex(/^[0-9a-f]{8,64}$/),
  /** The variants of one search. */
  family: z.string().min(1).max(80),
  strategy: z.string().min(1).max(80),
  version: z.int().nonnegative(),
  /** Of its parameters. */
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  /** Fingerprint of the candles. */
  recording: z.string().min(1).max(200),
  split: z.enum(splits),
  from: at,
  to: at,
  seed: z.string().max(200),
  /** Fees, spread and impact, so many times as high. */
  costs: z.number().nonnegative(),
  /** Fingerprint of the program, and after a plus that of the strategy where it is data. */
  code: z.string().max(64),
  /** Machine time; company time of what the company itself looked at. */
  lookedAt: at,
  by: z.string().min(1).max(80),
  /** Mean over deviation of a day. */
  sharpe: z.number(),
  /** What each day returned. */
  returns,
  /** What each trade brought after costs, a fraction of its cost. */
  results: z.array(z.number()).max(100_000),
  /** What a fill cost against the price that was seen, a fraction. */
  slippage: z.number().nullable(),
  evidence: evidence.nullable(),
});
export type Trial = Readonly<z.infer<typeof trial>>;

/** The fingerprint of the strategy that a trial was of; empty of one that is code. */
export function strategyOf({ code }: Pick<Trial, 'code'>): string {
  return code.split('+')[1] ?? '';
}

/** The variant that a trial was of, as a text that is the same for the same strategy and values. */
export function variantOf(of: Pick<Trial, 'strategy' | 'version' | 'values' | 'code'>): string {
  const values = Object.entries(of.values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([of.strategy, of.version, strategyOf(of), values]);
}
