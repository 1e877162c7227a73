import { maxDrawdown } from '@atc/core/desk/portfolio';
import { DAYS_A_YEAR } from '../conventions.ts';
import { ascending, correlationOf, deviation, mean, quantile } from './statistic.ts';

/** What a series of returns comes to when each is earned on all before it. */
export function totalReturn(returns: readonly number[]): number {
  return returns.reduce((value, change) => value * (1 + change), 1) - 1;
}

/** The growth of a year at which the series would come to the same (CAGR); null of an empty one. */
export function yearlyGrowth(returns: readonly number[], perYear = DAYS_A_YEAR): number | null {
  return returns.length === 0 ? null : (1 + totalReturn(returns)) ** (perYear / returns.length) - 1;
}

/** Deviation of a year; null with fewer than two returns. */
export function volatility(returns: readonly number[], perYear = DAYS_A_YEAR): number | null {
  return returns.length < 2 ? null : deviation(returns) * Math.sqrt(perYear);
}

/** Root of the mean squared shortfall below zero, of a year; null of an empty series. */
export function downsideRisk(returns: readonly number[], perYear = DAYS_A_YEAR): number | null {
  if (returns.length === 0) return null;
  return Math.sqrt(mean(returns.map((value) => Math.min(0, value) ** 2)) * perYear);
}

/** Yearly growth over the deepest fall (Calmar); null where nothing ever fell. */
export function calmarRatio(returns: readonly number[], perYear = DAYS_A_YEAR): number | null {
  const fall = maxDrawdown(returns);
  const growth = yearlyGrowth(returns, perYear);
  return fall < 0 && growth !== null ? growth / -fall : null;
}

/** Sum of the gains over the sum of the losses (Omega at zero); null without a loss. */
export function omegaRatio(returns: readonly number[]): number | null {
  const gains = returns.reduce((sum, value) => sum + Math.max(0, value), 0);
  const losses = returns.reduce((sum, value) => sum - Math.min(0, value), 0);
  return losses > 0 ? gains / losses : null;
}

/** The best twentieth of the days over the worst one; null of an empty series or one without a bad twentieth. */
export function tailRatio(returns: readonly number[]): number | null {
  const sorted = ascending(returns);
  const worst = Math.abs(quantile(sorted, 0.05));
  return worst > 0 ? Math.abs(quantile(sorted, 0.95)) / worst : null;
}

/** How straight the way up or down was: R² of the logarithm of equity on time; null with fewer than two returns. */
export function stability(returns: readonly number[]): number | null {
  if (returns.length < 2) return null;
  let grown = 0;
  const line = returns.map((change) => (grown += Math.log1p(change)));
  return (
    correlationOf(
      line,
      line.map((_, day) => day),
    ) ** 2
  );
}
