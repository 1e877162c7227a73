import { normalBelow } from '@atc/core/loop/track-records';
import { LEVEL } from '../conventions.ts';
import { deviation, mean, type Shape, shapeOf, varies } from '../returns/statistic.ts';
import { largestOf, normalQuantile } from './normal.ts';

/** Mean over deviation of one period, not annualised; 0 where the returns do not vary. */
export function periodSharpe(returns: readonly number[]): number {
  return varies(returns) ? mean(returns) / deviation(returns) : 0;
}

/** A Sharpe ratio of one period, and what tells how sure it is. */
export interface Estimate extends Shape {
  readonly sharpe: number;
  readonly periods: number;
}

// Variance of an estimated Sharpe ratio times the periods (Mertens, 2002): skew and heavy tails make it less sure.
const uncertaintyOf = ({ sharpe, skew, kurtosis }: Estimate): number =>
  1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;

/** The probability that the true ratio behind an estimate lies above `least`. */
export function chanceOfEstimate(estimate: Estimate, least: number): number {
  const distance = (estimate.sharpe - least) * Math.sqrt(estimate.periods - 1);
  return normalBelow(distance / Math.sqrt(uncertaintyOf(estimate)));
}

function estimateOf(returns: readonly number[]): Estimate | null {
  if (returns.length < 3 || !varies(returns)) return null;
  return { ...shapeOf(returns), sharpe: periodSharpe(returns), periods: returns.length };
}

/**
 * The probability that the true Sharpe ratio of a period lies above `least` (probabilistic Sharpe ratio of Bailey and
 * López de Prado, 2012); null with fewer than three returns or none that vary.
 */
export function chanceAbove(returns: readonly number[], least = 0): number | null {
  const estimate = estimateOf(returns);
  return estimate && chanceOfEstimate(estimate, least);
}

/** What was tried before one variant was chosen. */
export interface Tried {
  /** Variants that were looked at, this one included. */
  readonly trials: number;
  /** Deviation of their Sharpe ratios of a period. */
  readonly spread: number;
}

/** The Sharpe ratio of a period that the best of so many variants without any edge is expected to show. */
export function luckOf({ trials, spread }: Tried): number {
  return spread * largestOf(trials);
}

/**
 * The probability that the chosen variant's Sharpe ratio is above what luck gives the best of all that was tried
 * (deflated Sharpe ratio of Bailey and López de Prado, 2014); null where there is too little to tell.
 */
export function deflatedSharpe(returns: readonly number[], tried: Tried): number | null {
  return chanceAbove(returns, luckOf(tried));
}

/**
 * How many periods of such returns it takes to be 95 % sure that their Sharpe ratio lies above `least` (minimum track
 * record length); null where it lies below, so that no time is enough.
 */
export function minimumTrackRecord(returns: readonly number[], least = 0): number | null {
  const estimate = estimateOf(returns);
  if (!estimate || estimate.sharpe <= least) return null;
  const distance = normalQuantile(LEVEL) / (estimate.sharpe - least);
  return Math.ceil(1 + uncertaintyOf(estimate) * distance ** 2);
}
