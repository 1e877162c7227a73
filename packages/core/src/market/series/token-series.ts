import { CompanyError } from '../../kernel/errors/index.ts';
import { type BarColumns, barAt, closedBy } from '../bar-columns.ts';
import type { Candle } from '../candle.ts';
import type { Indicators } from '../indicators/index.ts';
import type { BarsQuery } from '../market.ts';
import { indicatorsOfSpan } from '../spans/index.ts';
import { longerColumns } from './intervals.ts';

/** The bars of one token in all their intervals. Nothing shows a bar that has not closed by the instant asked about. */
export interface TokenSeries {
  readonly base: BarColumns;
  /** The last bars of an interval, oldest first; the same bar is the same object. */
  bars(query: BarsQuery, now: Date): readonly Candle[];
  /** The base bars that closed after one instant and not after another. */
  between(after: Date, until: Date): readonly Candle[];
  /** The last base bar that has closed; null before the first. */
  last(now: Date): Candle | null;
  /** The indicators after the last of so many bars of an interval. */
  indicators(query: BarsQuery, now: Date): Indicators;
}

/** Bars of one interval, each made into an object once, and the indicators that were asked for. */
interface Shelf {
  readonly columns: BarColumns;
  at(index: number): Candle;
  /** By the length of the span, then by its end. */
  readonly known: Map<number, Map<number, Indicators>>;
}

/** Reads of a token whose base bars are these. Every longer interval is made when it is first asked for. */
export function tokenSeries(base: BarColumns): TokenSeries {
  const shelves = new Map<number, Shelf>();
  const shelf = (intervalMs: number): Shelf => {
    const known = shelves.get(intervalMs);
    if (known) return known;
    refuseInterval(intervalMs, base.intervalMs);
    const fresh = openShelf(longerColumns(base, intervalMs));
    shelves.set(intervalMs, fresh);
    return fresh;
  };
  const bottom = shelf(base.intervalMs);
  return {
    base,
    bars: ({ intervalMs, count }, now) => {
      const asked = shelf(intervalMs);
      const to = closedBy(asked.columns, endOf(intervalMs, now));
      return slice(asked, Math.max(0, to - count), to);
    },
    between: (after, until) => slice(bottom, closedBy(base, after.getTime()), closedBy(base, until.getTime())),
    last: (now) => {
      const count = closedBy(base, now.getTime());
      return count === 0 ? null : bottom.at(count - 1);
    },
    indicators: ({ intervalMs, count }, now) => {
      const asked = shelf(intervalMs);
      return indicatorsUntil(asked, count, closedBy(asked.columns, endOf(intervalMs, now)));
    },
  };
}

function refuseInterval(intervalMs: number, baseMs: number): void {
  const per = intervalMs / baseMs;
  if (!Number.isInteger(per) || per < 1)
    throw new CompanyError('bad_interval', `bars of ${intervalMs} ms cannot be made from bars of ${baseMs} ms`);
}

const endOf = (intervalMs: number, now: Date): number => Math.floor(now.getTime() / intervalMs) * intervalMs;

function openShelf(columns: BarColumns): Shelf {
  const made: (Candle | undefined)[] = new Array(columns.length);
  return {
    columns,
    known: new Map(),
    at: (index) => {
      const known = made[index];
      if (known) return known;
      const bar = barAt(columns, index);
      made[index] = bar;
      return bar;
    },
  };
}

function slice(shelf: Shelf, from: number, to: number): readonly Candle[] {
  const bars: Candle[] = [];
  for (let i = from; i < to; i += 1) bars.push(shelf.at(i));
  return bars;
}

function indicatorsUntil({ columns, known }: Shelf, count: number, to: number): Indicators {
  const ofLength = known.get(count) ?? new Map<number, Indicators>();
  known.set(count, ofLength);
  const before = ofLength.get(to);
  if (before) return before;
  const fresh = indicatorsOfSpan({ columns, from: Math.max(0, to - count), to });
  ofLength.set(to, fresh);
  return fresh;
}
