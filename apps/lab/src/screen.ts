import type { CheckLine } from '@atc/lab/checks';
import type { DeskRun } from '@atc/lab/desk';
import type { Lab } from './open-lab.ts';

const MOST_REFUSALS = 5;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** What refused most. */
export function refused({ refusals }: Pick<DeskRun, 'refusals'>): readonly string[] {
  const most = Object.entries(refusals).slice(0, MOST_REFUSALS);
  const said = most.map(([check, times]) => `${check.replaceAll('_', ' ')} ${times}`).join(', ');
  return said === '' ? [] : [`Refused most often by: ${said}`];
}

/** What was played, and what is missing in it. */
export function heading({ world, notes }: Pick<Lab, 'world' | 'notes'>): readonly string[] {
  const { name, startsAt, endsAt } = world.market;
  const market = name === 'replay' ? 'Recorded candles' : 'Simulated market';
  return [`${market}, ${dayOf(startsAt)} to ${dayOf(endsAt)}`, ...notes];
}

/** What a check found, `passed  purity: …`. */
export function sayCheck({ name, passed, found }: CheckLine): string {
  return `${passed ? 'passed' : 'FAILED'}  ${name}: ${found}`;
}
