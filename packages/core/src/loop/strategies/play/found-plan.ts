import { z } from 'zod';
import { STRATEGY_SOURCE, sourceOf } from '../strategy.ts';

const decimal = z.string().regex(/^\d+(\.\d+)?$/);

/** What a strategy would do with what it found, as it travels with the signal. Prices and sizes are decimal text. */
export const foundPlan = z.object({
  strategy: z.string(),
  version: z.int(),
  /** The close of the bar that it was found by. */
  closedAt: z.iso.datetime(),
  stopLoss: decimal.nullable(),
  takeProfit: decimal.nullable(),
  /** How far the stop follows below the highest price, a fraction of it. */
  trailingStopPct: z.number().gt(0).lt(1).nullable(),
  /** How long it is held at most. */
  hours: z.number().positive().nullable(),
  /** At its whole size. */
  sizeUsd: decimal,
  /** What its own trades rate the signal at, and what they came to on average, a fraction after costs. */
  confidence: z.number().min(0).max(1),
  mean: z.number(),
  probability: z.number().min(0).max(1),
  trades: z.int(),
  live: z.int(),
});
export type FoundPlan = Readonly<z.infer<typeof foundPlan>>;

export interface PlannedSignal {
  readonly source: string;
  readonly trust: string;
  readonly metadata: unknown;
}

const withPlan = z.object({ plan: foundPlan });

/** The plan that a strategy sent with a signal; null of a signal that none found. */
export function planOfSignal({ source, trust, metadata }: PlannedSignal): FoundPlan | null {
  if (trust !== 'trusted' || !source.startsWith(STRATEGY_SOURCE)) return null;
  const plan = withPlan.safeParse(metadata).data?.plan;
  return plan && sourceOf(plan.strategy) === source ? plan : null;
}
