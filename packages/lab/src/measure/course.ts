import { maxDrawdown } from '@atc/core/desk/portfolio';
import { changesOf } from './returns/daily.ts';

/** What came of something over time. Fractions. */
export interface Course {
  /** What it gained. */
  readonly gainPct: number;
  /** How far it fell below its highest point, at most. */
  readonly deepestFall: number;
}

/** The course of values over time. */
export function courseOf(values: readonly number[]): Course {
  const [first = 1, last = first] = [values[0], values.at(-1)];
  return { gainPct: last / first - 1, deepestFall: 0 - maxDrawdown(changesOf(values)) };
}
