import { createHash, type Hash } from 'node:crypto';
import type { Candle } from './candle.ts';

const FIELDS = 6;

/** Bars as one block of numbers: 48 bytes a bar. */
export interface CandleColumns {
  readonly length: number;
  push(candle: Candle): void;
  at(index: number): Candle;
  openAt(index: number): number;
  /** Adds every figure to a hash, so that another recording is another one. */
  hashInto(hash: Hash): void;
}

/** Room for so many bars. */
export function columnsFor(capacity: number): CandleColumns {
  const numbers = new Float64Array(capacity * FIELDS);
  let length = 0;
  const read = (index: number, field: number): number => numbers[index * FIELDS + field] ?? Number.NaN;
  return {
    get length() {
      return length;
    },
    push: ({ openAt, open, high, low, close, volume }) => {
      numbers.set([openAt, open, high, low, close, volume], length * FIELDS);
      length += 1;
    },
    at: (i) => {
      if (!(i >= 0 && i < length)) throw new RangeError(`there is no bar ${i}`);
      return {
        openAt: read(i, 0),
        open: read(i, 1),
        high: read(i, 2),
        low: read(i, 3),
        close: read(i, 4),
        volume: read(i, 5),
      };
    },
    openAt: (i) => read(i, 0),
    hashInto: (hash) => {
      hash.update(numbers.subarray(0, length * FIELDS));
    },
  };
}

/** How many bars opened not later than an instant. */
export function openedBy(columns: CandleColumns, openAt: number): number {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.openAt(middle) <= openAt) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A short name of what is in these columns, in their order. */
export function fingerprintOf(columns: readonly CandleColumns[]): string {
  const hash = createHash('sha256');
  for (const one of columns) one.hashInto(hash.update(`${one.length};`));
  return hash.digest('hex').slice(0, 12);
}
