import { DAY_MS, EVENT_BLOCK_DAYS } from '../conventions.ts';
import { type Drawing, type Interval, intervalOf } from './bootstrap.ts';

/** What came of something that happened at an instant. */
export interface Happened {
  readonly at: number;
  readonly value: number;
}

/**
 * The interval of the mean of what happened. Whole days (UTC) are drawn, three together, because what happens on one
 * day has one cause more often than not. Null where there were fewer than two such days.
 */
export function intervalByDay(happened: readonly Happened[], { seed, draws }: Drawing): Interval | null {
  const days = [...Map.groupBy(happened, ({ at }) => Math.floor(at / DAY_MS))]
    .sort(([a], [b]) => a - b)
    .map(([, inside]) => ({ count: inside.length, sum: inside.reduce((sum, { value }) => sum + value, 0) }));
  const places = days.map((_, place) => place);
  const meanOf = (drawn: readonly number[]): number => {
    let [count, sum] = [0, 0];
    for (const place of drawn) {
      count += days[place]?.count ?? 0;
      sum += days[place]?.sum ?? 0;
    }
    return sum / count;
  };
  return intervalOf(places, meanOf, { seed, draws, block: EVENT_BLOCK_DAYS });
}
