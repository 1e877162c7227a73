import { DAY_MS } from '../conventions.ts';

/** What the books were worth at an instant, USD. */
export interface EquityPoint {
  readonly at: number;
  readonly usd: number;
}

/** The days of a span and what each returned. */
export interface Daily {
  /** When each day ended: midnight (UTC), or the end of the span. One for each return. */
  readonly at: readonly number[];
  readonly returns: readonly number[];
}

/** When the days of a span end: every midnight (UTC) after its start, and its end. */
export function dayEnds(from: number, to: number): readonly number[] {
  const first = Math.floor(from / DAY_MS) + 1;
  const days = Math.max(0, Math.ceil(to / DAY_MS) - first + 1);
  return Array.from({ length: to > from ? days : 0 }, (_, i) => Math.min((first + i) * DAY_MS, to));
}

/**
 * What a series was worth at each of some instants: its last point at or before, or its first. Both are in order of
 * time.
 */
export function worthAt(points: readonly EquityPoint[], instants: readonly number[]): readonly number[] {
  let seen = 0;
  return instants.map((instant) => {
    while ((points[seen + 1]?.at ?? Number.POSITIVE_INFINITY) <= instant) seen += 1;
    return points[seen]?.usd ?? Number.NaN;
  });
}

/** What each value is above the one before it, a fraction; one fewer than the values. */
export function changesOf(values: readonly number[]): readonly number[] {
  return values.slice(1).map((value, i) => {
    const before = values[i] ?? 0;
    return before > 0 ? value / before - 1 : 0;
  });
}

/** The returns of the days (UTC) that a series covers. Points are in order of time. */
export function dailyReturns(points: readonly EquityPoint[]): Daily {
  const from = points[0]?.at ?? 0;
  const at = dayEnds(from, points.at(-1)?.at ?? from);
  return { at, returns: changesOf(worthAt(points, [from, ...at])) };
}

/** What each month (UTC) of the days returned, in order of time. */
export function monthlyReturns({ at, returns }: Daily): readonly { readonly month: string; readonly return: number }[] {
  const months = new Map<string, number>();
  returns.forEach((change, i) => {
    const month = monthOf((at[i] ?? 0) - 1);
    months.set(month, (1 + (months.get(month) ?? 0)) * (1 + change) - 1);
  });
  return [...months].map(([month, total]) => ({ month, return: total }));
}

/** The month (UTC) of an instant, `2025-01`. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}
