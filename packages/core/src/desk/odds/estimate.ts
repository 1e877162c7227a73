import { DAY_MS } from '../../kernel/time/index.ts';
import type { Estimate } from './odds.ts';

/** One figure and when it was made. */
export interface Dated {
  readonly at: Date;
  readonly value: number;
}

const LEAST_VALUES = 30;
const LEAST_DAYS = 10;
/** Of a normal distribution, both sides. */
const Z95 = 1.96;
const Z995 = 2.807;

/**
 * The mean of figures with the range that holds it with 95 %. Figures of one day (UTC) move together, so days are the
 * clusters; below 30 figures or 10 days there is no range.
 */
export function estimate(values: readonly Dated[]): Estimate {
  const count = values.length;
  if (count === 0) return { mean: 0, low: null, high: null };
  const mean = values.reduce((sum, { value }) => sum + value, 0) / count;
  const days = new Map<number, number>();
  for (const { at, value } of values) {
    const day = Math.floor(at.getTime() / DAY_MS);
    days.set(day, (days.get(day) ?? 0) + value - mean);
  }
  if (count < LEAST_VALUES || days.size < LEAST_DAYS) return { mean, low: null, high: null };
  const squares = [...days.values()].reduce((sum, off) => sum + off * off, 0);
  const error = (Z95 * Math.sqrt((squares * days.size) / (days.size - 1))) / count;
  return { mean, low: mean - error, high: mean + error };
}

/** The lower end of the range that holds a mean with 99.5 %, from that of 95 %. */
export function surely({ low, high }: { readonly low: number; readonly high: number }): number {
  return (low + high) / 2 - ((high - low) / 2) * (Z995 / Z95);
}
