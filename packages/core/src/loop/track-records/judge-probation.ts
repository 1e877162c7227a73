import { sayCount, sayPct } from '../../kernel/figures/index.ts';
import type { Expectation } from './expectation.ts';
import { daysOf, type LiveRecord, mean } from './live-record.ts';

const LEAST_DAYS = 28;
const LEAST_TRADES = 15;
/** So many deviations below its mean lies the lowest fifth of a normal distribution. */
const LOWEST_FIFTH = 0.8416;

/** Whether a probation has been passed, and the sentence that says why or what is missing. */
export interface Probation {
  readonly passed: boolean;
  readonly said: string;
}

/**
 * Judges a probation: at least four weeks and 15 trades, whose mean lies above the lowest fifth of what as many trades
 * of its own record bring.
 */
export function judgeProbation(expected: Expectation, live: LiveRecord): Probation {
  const { results } = live;
  const days = Math.floor(daysOf(live));
  const missing = [
    ...(days < LEAST_DAYS ? [`${days} of ${LEAST_DAYS} days`] : []),
    ...(results.length < LEAST_TRADES ? [`${results.length} of ${LEAST_TRADES} trades`] : []),
  ];
  if (missing.length > 0) return { passed: false, said: `on probation: ${missing.join(', ')}` };
  const least = expected.mean - (LOWEST_FIFTH * expected.deviation) / Math.sqrt(results.length);
  const found = mean(results);
  const trades = sayCount(results.length, 'trade');
  const said = `${trades} in ${days} days brought ${sayPct(found)} on average, at least ${sayPct(least)} asked for`;
  return { passed: found >= least, said };
}
