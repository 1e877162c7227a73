import { z } from 'zod';
import type { Terms } from '../engine/index.ts';

/** A part of a recording. Times are UTC milliseconds. */
export interface Part {
  readonly split: 'whole' | 'train' | 'test';
  readonly from: number;
  readonly to: number;
}

/** What every variant of a strategy is played over. */
export interface Search {
  /** The strategy as data. */
  readonly strategy: unknown;
  readonly parts: readonly Part[];
  readonly terms: Terms;
}

/** What came of a variant in one part. */
export const outcome = z.strictObject({
  /** Of each day. */
  returns: z.array(z.number()),
  /** Of each trade, after costs, fractions of its cost. */
  results: z.array(z.number()),
  equityUsd: z.number(),
  feesUsd: z.number(),
  /** What fills cost against the price that was seen, a fraction; null without a fill. */
  slippage: z.number().nullable(),
});
export type Outcome = Readonly<z.infer<typeof outcome>>;

/** What came of a variant, part by part. */
export const tried = z.strictObject({
  /** Its number. */
  variant: z.int().min(0),
  outcomes: z.array(outcome),
});
export type TriedVariant = Readonly<z.infer<typeof tried>>;
