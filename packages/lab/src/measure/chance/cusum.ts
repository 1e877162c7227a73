import { deviation, mean, varies } from '../returns/statistic.ts';

/** Where the mean of a series seems to have changed. */
export interface Break {
  /** The last value before it. */
  readonly at: number;
  /** Largest sum of what values have more than their mean, in deviations of such a sum. */
  readonly size: number;
  /** The probability of one as large if nothing had changed. */
  readonly p: number;
}

/**
 * Returns where the mean of a series most likely changed (CUSUM against a Brownian bridge; values do not hang
 * together); null where they do not vary.
 */
export function breakOf(values: readonly number[]): Break | null {
  if (!varies(values)) return null;
  const average = mean(values);
  let [sum, size, at] = [0, 0, 0];
  values.forEach((value, i) => {
    sum += value - average;
    if (Math.abs(sum) > size) [size, at] = [Math.abs(sum), i];
  });
  const scaled = size / (deviation(values) * Math.sqrt(values.length));
  return { at, size: scaled, p: chanceOfBridge(scaled) };
}

/** The probability that a Brownian bridge leaves ±`size` (Kolmogorov's distribution). */
export function chanceOfBridge(size: number): number {
  if (size < 0.2) return 1;
  let p = 0;
  for (let term = 1; term <= 100; term += 1) p += 2 * (-1) ** (term - 1) * Math.exp(-2 * (term * size) ** 2);
  return Math.min(1, Math.max(0, p));
}
