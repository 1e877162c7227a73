import { DAY_MS } from '../measure/index.ts';

const SHARE = 0.2;
/** The mean of fewer days says nothing. */
export const LEAST_DAYS = 14;

/** A part of a recording. Times are UTC milliseconds. */
export interface Held {
  readonly from: number;
  readonly to: number;
}

/**
 * The last fifth of a recording, whole days (UTC), which no search may see: it is looked at once, when what was chosen
 * is to be promoted. Null where that is less than two weeks.
 */
export function holdoutOf({ from, to }: Held): Held | null {
  const begins = Math.floor((to - SHARE * (to - from)) / DAY_MS) * DAY_MS;
  return SHARE * (to - from) >= LEAST_DAYS * DAY_MS ? { from: begins, to } : null;
}
