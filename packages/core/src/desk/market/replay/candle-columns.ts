import type { Candle } from '../candle.ts';
import type { BarSeries } from '../closed-bars.ts';

/** Bars as columns of numbers: 48 bytes a bar. */
export interface CandleColumns {
  readonly length: number;
  push(candle: Candle): void;
  at(index: number): Candle;
  openAt(index: number): number;
}

/** Room for so many bars. */
export function columnsFor(capacity: number): CandleColumns {
  const numbers = new Float64Array(capacity * 6);
  let length = 0;
  const read = (index: number, field: number): number => numbers[index * 6 + field] ?? Number.NaN;
  return {
    get length() {
      return length;
    },
    push: ({ openAt, open, high, low, close, volume }) => {
      numbers.set([openAt, open, high, low, close, volume], length * 6);
      length += 1;
    },
    at: (i) => ({
      openAt: read(i, 0),
      open: read(i, 1),
      high: read(i, 2),
      low: read(i, 3),
      close: read(i, 4),
      volume: read(i, 5),
    }),
    openAt: (i) => read(i, 0),
  };
}

/** Columns as a series whose bars close `barMs` after they open; the end of a range hides what lies behind it. */
export function seriesOf(columns: CandleColumns, barMs: number, endsAt: number): BarSeries {
  return {
    closedBy: (at) => upperBound(columns, Math.min(at, endsAt) - barMs),
    at: (index) => columns.at(index),
  };
}

/** How many bars opened not later than an instant. */
function upperBound(columns: CandleColumns, openAt: number): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.openAt(middle) <= openAt) low = middle + 1;
    else high = middle;
  }
  return low;
}
