import type { SeriesMarket } from '@atc/core/desk/market';
import { HOUR_MS } from '@atc/core/kernel/time';

/** What came of something over time. Fractions. */
export interface Course {
  /** What it gained. */
  readonly gainPct: number;
  /** How far it fell below its highest point, at most. */
  readonly deepestFall: number;
}

/**
 * What holding would have done: the same money in every token from the first instant to the last, without fees. A token
 * that begins later is cash until its first bar.
 */
export function holdCourse(market: SeriesMarket): Course {
  const values: number[] = [];
  const first = new Map(market.contracts().map(({ contract }) => [contract, firstPrice(market, contract)]));
  for (let at = market.startsAt.getTime(); ; at += HOUR_MS) {
    const now = new Date(Math.min(at, market.endsAt.getTime()));
    const worths = [...first].map(([contract, begun]) => (market.price(contract, now)?.price ?? begun) / begun);
    values.push(worths.reduce((sum, worth) => sum + worth, 0) / Math.max(1, worths.length));
    if (now >= market.endsAt) return courseOf(values);
  }
}

/** At the first instant, or of the token's first bar. */
function firstPrice(market: SeriesMarket, contract: string): number {
  const { open } = market.columns(contract);
  return market.price(contract, market.startsAt)?.price ?? open[0] ?? 1;
}

/** The course of values over time. */
export function courseOf(values: readonly number[]): Course {
  const [first = 1, last = first] = [values[0], values.at(-1)];
  let [peak, deepestFall] = [first, 0];
  for (const value of values) {
    peak = Math.max(peak, value);
    deepestFall = Math.max(deepestFall, 1 - value / peak);
  }
  return { gainPct: last / first - 1, deepestFall };
}
