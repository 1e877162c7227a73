import { LEVEL, POWER } from '../conventions.ts';
import { normalQuantile } from './normal.ts';

/** An edge that is looked for. */
export interface Sought {
  /** Mean result of a trade, a fraction. */
  readonly edge: number;
  /** Deviation of the results. */
  readonly deviation: number;
}

// Two-sided: an edge may turn out to be a loss.
const SURE = normalQuantile(1 - (1 - LEVEL) / 2);
const FOUND = normalQuantile(POWER);

/** How many trades it takes to find an edge at 95 % confidence in four of five tries; null for none to find. */
export function tradesNeeded({ edge, deviation }: Sought): number | null {
  return edge === 0 || !(deviation > 0) ? null : Math.ceil((((SURE + FOUND) * deviation) / edge) ** 2);
}

/** The smallest edge that so many trades show at 95 % confidence in four of five tries; null of none. */
export function edgeShown(trades: number, deviation: number): number | null {
  return trades > 0 ? ((SURE + FOUND) * deviation) / Math.sqrt(trades) : null;
}
