import { sayAge } from '@atc/core/kernel/figures';
import { DAY_MS } from '@atc/core/kernel/time';
import { type Cut, planWalk, type WalkPlan } from '../search/index.ts';

/** How a walk-forward cuts a recording unless told. */
export const usualCut: Cut = { trainMs: 120 * DAY_MS, gapMs: 2 * DAY_MS, testMs: 30 * DAY_MS };

/** What is promoted must pay so many times its costs, and is walked forward so. */
export const LEAST_COSTS = 1.5;

/**
 * Plans the windows of a walk-forward over a span, or says why none fits. They begin at midnight (UTC), so that their
 * days are whole.
 */
export function planOf({ from, to }: { readonly from: number; readonly to: number }, cut: Cut): WalkPlan | string {
  const begin = Math.ceil(from / DAY_MS) * DAY_MS;
  const plan = planWalk({ from, to }, begin, cut);
  if (plan.cuts.every(({ windows }) => windows.length > 0)) return plan;
  const [train, gap, test] = [cut.trainMs, cut.gapMs, cut.testMs].map(sayAge);
  return `${sayAge(to - begin)} hold no ${train} of training, ${gap} between and ${test} of test`;
}
