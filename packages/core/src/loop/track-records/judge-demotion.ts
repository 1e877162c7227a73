import { sayCount, sayPct, sayShare } from '../../kernel/figures/index.ts';
import type { Expectation } from './expectation.ts';
import { type LiveRecord, mean } from './live-record.ts';

/** A fill that costs more than so many times what was modelled breaks the parity with the lab. */
const SLIPPAGE_TIMES = 2;
/** A mean of fewer trades says nothing of slippage. */
const FEWEST_FILLED = 5;

/**
 * Why a strategy is to be demoted, one sentence for each reason with its numbers; none where it does as its record let
 * expect. A shortfall counts by Page's one-sided CUSUM.
 */
export function judgeDemotion(expected: Expectation, live: LiveRecord): readonly string[] {
  const { results, slippage } = live;
  const lacking = largestShortfall(results, expected);
  const fall = deepestFall(results);
  const trades = sayCount(results.length, 'trade');
  const reasons = [
    lacking > expected.level
      ? `its ${trades} brought ${sayPct(mean(results))} on average instead of ${sayPct(expected.mean)}: what they ` +
        `lack adds up to ${sayShare(lacking)}, more than the ${sayShare(expected.level)} of one time in two years`
      : null,
    fall > expected.fall
      ? `its ${trades} fell by ${sayShare(fall)} in all, more than the ${sayShare(expected.fall)} of one year in a ` +
        'hundred'
      : null,
    slippage !== null && expected.slippage !== null && results.length >= FEWEST_FILLED
      ? judgeSlippage(slippage, expected.slippage)
      : null,
  ];
  return reasons.filter((reason) => reason !== null);
}

function judgeSlippage(live: number, modelled: number): string | null {
  if (live <= SLIPPAGE_TIMES * modelled) return null;
  return `a fill costs ${sayShare(live, 2)} of the price seen, more than twice the ${sayShare(modelled, 2)} modelled`;
}

/** The largest sum of what trades lacked of their expected mean less a slack, never counted below zero. */
export function largestShortfall(
  results: readonly number[],
  { mean: expected, slack }: Pick<Expectation, 'mean' | 'slack'>,
): number {
  let [lacking, largest] = [0, 0];
  for (const result of results) {
    lacking = Math.max(0, lacking + expected - result - slack);
    largest = Math.max(largest, lacking);
  }
  return largest;
}

/** How far the sum of results fell below its highest, at least 0. */
export function deepestFall(results: readonly number[]): number {
  let [sum, highest, deepest] = [0, 0, 0];
  for (const result of results) {
    sum += result;
    highest = Math.max(highest, sum);
    deepest = Math.max(deepest, highest - sum);
  }
  return deepest;
}
