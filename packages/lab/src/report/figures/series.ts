import { maxDrawdown, sharpeRatio, sortinoRatio } from '@atc/core/desk/portfolio';
import {
  calmarRatio,
  changesOf,
  DAYS_A_YEAR,
  downsideRisk,
  type EquityPoint,
  intervalOf,
  longestDrawdown,
  mean,
  omegaRatio,
  stability,
  tailRatio,
  totalReturn,
  underwater,
  volatility,
  worthAt,
  yearlyGrowth,
} from '../../measure/index.ts';
import type { Compared, Series, SeriesFigures } from '../report.ts';

/** Some curves as one: the mean of what they are worth at each instant, its least and most, and its figures. */
export function seriesOf(
  name: Compared,
  curves: readonly (readonly EquityPoint[])[],
  instants: readonly number[],
): Series {
  const worth = curves.map((curve) => worthAt(curve, instants));
  const across = (figure: (values: readonly number[]) => number) =>
    instants.map((_, day) => figure(worth.map((values) => values[day] ?? Number.NaN)));
  const usd = across(mean);
  const returns = changesOf(usd);
  return {
    name,
    usd,
    low: across((values) => Math.min(...values)),
    high: across((values) => Math.max(...values)),
    underwater: [0, ...underwater(returns)],
    returns,
    figures: figuresOf(returns, name),
  };
}

/** What daily returns came to, with how sure that is. */
export function figuresOf(returns: readonly number[], seed: string): SeriesFigures {
  const drawing = { seed };
  return {
    total: intervalOf(returns, totalReturn, drawing),
    drawdown: intervalOf(returns, maxDrawdown, drawing),
    sharpe: intervalOf(returns, (drawn) => sharpeRatio(drawn, DAYS_A_YEAR) ?? 0, drawing),
    yearly: yearlyGrowth(returns),
    volatility: volatility(returns),
    downside: downsideRisk(returns),
    sortino: sortinoRatio(returns, DAYS_A_YEAR),
    calmar: calmarRatio(returns),
    omega: omegaRatio(returns),
    tail: tailRatio(returns),
    stability: stability(returns),
    longestDrawdownDays: longestDrawdown(returns),
  };
}
