import type { Portfolio } from './portfolio.ts';

/**
 * Figures over a series of period returns (fractions). Arithmetic mean, sample deviation (ddof 1), no risk-free rate.
 */

/** Below so many days, or so many closed trades, a ratio of returns says nothing: too few. */
export const ENOUGH_DAYS = 20;
export const ENOUGH_TRADES = 30;

/** Whether a record is too short for a ratio of its returns. */
export function isTooFew({ days, trades }: { readonly days: number; readonly trades: number }): boolean {
  return days < ENOUGH_DAYS || trades < ENOUGH_TRADES;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Annualised Sharpe ratio: mean over sample deviation times √periods; null with fewer than 2 returns, or where none
 * varies.
 */
export function sharpeRatio(returns: readonly number[], periodsPerYear: number): number | null {
  if (returns.length < 2) return null;
  const average = mean(returns);
  const deviation = Math.sqrt(returns.reduce((sum, value) => sum + (value - average) ** 2, 0) / (returns.length - 1));
  // Equal returns differ by rounding in their last digit, which is no deviation.
  return deviation > Math.abs(average) * 1e-12 ? (average / deviation) * Math.sqrt(periodsPerYear) : null;
}

/**
 * Annualised Sortino ratio: mean over the root of the mean squared shortfall below zero, over all periods; null without
 * any shortfall.
 */
export function sortinoRatio(returns: readonly number[], periodsPerYear: number): number | null {
  if (returns.length < 2) return null;
  const shortfall = mean(returns.map((value) => Math.min(0, value) ** 2));
  return shortfall > 0 ? (mean(returns) / Math.sqrt(shortfall)) * Math.sqrt(periodsPerYear) : null;
}

/**
 * Deepest fall of the compounded series below its highest point so far, as a fraction at most 0; the start counts as a
 * high.
 */
export function maxDrawdown(returns: readonly number[]): number {
  let value = 1;
  let peak = 1;
  let deepest = 0;
  for (const change of returns) {
    value *= 1 + change;
    peak = Math.max(peak, value);
    deepest = Math.min(deepest, value / peak - 1);
  }
  return deepest;
}

/** Share of winners among the trades that won or lost; null without any. */
export function winRate(wins: number, losses: number): number | null {
  return wins + losses === 0 ? null : wins / (wins + losses);
}

/** What the winners earned over what the losers lost (results in USD, fees counted); null without a loser. */
export function profitFactor(results: readonly number[]): number | null {
  const earned = results.reduce((sum, result) => sum + Math.max(0, result), 0);
  const lost = results.reduce((sum, result) => sum - Math.min(0, result), 0);
  return lost > 0 ? earned / lost : null;
}

/** How the books stood at the end of a day. */
export interface DayBooks {
  readonly equityUsd: number;
  /** Since the start: equity less all that was paid in. */
  readonly earnedUsd: number;
}

/**
 * The return of each day after the first, a fraction: what was paid in or taken out meanwhile is no result, and counts
 * from the day's begin.
 */
export function equityReturns(days: readonly DayBooks[]): readonly number[] {
  return days.slice(1).map(({ equityUsd, earnedUsd }, i) => {
    const gained = earnedUsd - (days[i]?.earnedUsd ?? 0);
    const base = equityUsd - gained;
    return base > 0 ? gained / base : 0;
  });
}

/** The books of this moment, as those of a day that has not ended. */
export function booksNow({
  equityUsd,
  startingCapitalUsd,
  transfersUsd,
}: Pick<Portfolio, 'equityUsd' | 'startingCapitalUsd' | 'transfersUsd'>): DayBooks {
  const earnedUsd = equityUsd.sub(startingCapitalUsd).sub(transfersUsd).toNumber();
  return { equityUsd: equityUsd.toNumber(), earnedUsd };
}
