import { deepestFall, type Expectation, largestShortfall } from '@atc/core/loop/track-records';
import type { Trial } from '@atc/core/loop/trials';
import {
  ascending,
  DAYS_A_YEAR,
  deviation,
  drawPlaces,
  mean,
  quantile,
  type Random,
  randomOf,
} from '../measure/index.ts';

const YEARS = 2;
/** Trades that follow on each other are drawn together, so many on average. */
const BLOCK = 5;
/** Of paths on which a crossing comes once in two years, so many have none within two years: e⁻¹. */
const UNCROSSED = Math.exp(-1);
const DEEP = 0.99;

/**
 * What the record of a trial lets expect of live trades: their mean, the shortfall that is reached once in two years
 * and the fall of one year in a hundred while nothing has changed, both from draws of its own results. Null with fewer
 * than two trades.
 */
export function expectationOf(trial: Trial, draws: number): Expectation | null {
  const { results, returns, costs } = trial;
  if (results.length < 2 || returns.length === 0) return null;
  const average = mean(results);
  const tradesPerYear = (results.length / returns.length) * DAYS_A_YEAR;
  const slack = Math.max(0, average) / 2;
  const random = randomOf(`expectation ${trial.runId}`);
  const year = Math.max(2, Math.round(tradesPerYear));
  const paths = (trades: number, figure: (path: readonly number[]) => number) =>
    ascending(Array.from({ length: draws }, () => figure(drawPath(results, trades, random))));
  const lacks = paths(YEARS * year, (path) => largestShortfall(path, { mean: average, slack }));
  const falls = paths(year, deepestFall);
  return {
    ...{ mean: average, deviation: deviation(results), trades: results.length },
    ...{ tradesPerYear, slack },
    level: Math.max(Number.EPSILON, quantile(lacks, UNCROSSED)),
    fall: Math.max(Number.EPSILON, quantile(falls, DEEP)),
    slippage: trial.slippage === null || costs === 0 ? null : trial.slippage / costs,
  };
}

function drawPath(results: readonly number[], trades: number, random: Random): readonly number[] {
  const path: number[] = [];
  const places = new Int32Array(results.length);
  while (path.length < trades) {
    drawPlaces(places, BLOCK, random);
    for (const place of places) path.push(results[place] ?? 0);
  }
  return path.slice(0, trades);
}
