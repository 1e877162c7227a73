import type { Expectation } from './expectation.ts';
import { normalBelow } from './normal.ts';

/** What the trades of a strategy say of the next one: those of its record and the live ones. */
export interface Conviction {
  /** Of all of them, a fraction of a trade's cost, after costs. */
  readonly mean: number;
  readonly trades: number;
  readonly live: number;
  /** How likely their true mean lies above 0. */
  readonly probability: number;
  /** What a signal of the strategy is rated at. */
  readonly confidence: number;
}

const MOST = 0.9;
const PLACES = 1e4;

/**
 * Rates what a strategy finds by its own trades, each live one counting as much as one of its record: 0.5 and half of
 * the probability that their mean lies above 0, at most 0.9.
 */
export function convictionOf(
  { mean: known, deviation, trades: recorded }: Pick<Expectation, 'mean' | 'deviation' | 'trades'>,
  results: readonly number[],
): Conviction {
  const trades = recorded + results.length;
  const mean = (recorded * known + sum(results)) / trades;
  const squares = recorded * (deviation ** 2 + known ** 2) + sum(results.map((result) => result ** 2));
  const variance = Math.max(0, squares / trades - mean ** 2);
  const alike = trades === 1 ? 0.5 : Number(mean > 0);
  const probability = variance === 0 ? alike : normalBelow(mean / Math.sqrt(variance / trades));
  const confidence = Math.round(Math.min(MOST, 0.5 + probability / 2) * PLACES) / PLACES;
  return { mean, trades, live: results.length, probability, confidence };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
