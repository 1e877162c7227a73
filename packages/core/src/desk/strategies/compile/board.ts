import type { BarColumns } from '../../../market/index.ts';

/** The bars of a token and the columns that were made of them, so that many strategies share them. */
export interface Board {
  readonly bars: BarColumns;
  /** A column by its key, made when it is first asked for. */
  column(key: string, make: () => Float64Array): Float64Array;
  /** Where a comparison holds, by its key; whoever reads it leaves it as it is. */
  holds(key: string, make: () => Uint8Array): Uint8Array;
  /** For each bar the last bar of another token that had closed by then; −1: none. */
  placesIn(other: Board): Int32Array;
}

/** Boards by the token's symbol. */
export type Boards = ReadonlyMap<string, Board>;

/** Columns that a board keeps of each kind: those asked for longest ago are let go. */
const MOST_COLUMNS = 64;

/** Opens a board of bars. */
export function openBoard(bars: BarColumns): Board {
  const places = new WeakMap<Board, Int32Array>();
  return {
    bars,
    column: openShelf<Float64Array>(),
    holds: openShelf<Uint8Array>(),
    placesIn: (other) => {
      const known = places.get(other) ?? placesOf(bars, other.bars);
      places.set(other, known);
      return known;
    },
  };
}

/** What was made by its key, made when it is first asked for. */
function openShelf<T>(): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const one = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, one);
    const [oldest] = kept.keys();
    if (kept.size > MOST_COLUMNS && oldest !== undefined) kept.delete(oldest);
    return one;
  };
}

function placesOf({ openAt, length }: BarColumns, other: BarColumns): Int32Array {
  const places = new Int32Array(length);
  let place = -1;
  for (let i = 0; i < length; i += 1) {
    while (place + 1 < other.length && (other.openAt[place + 1] ?? 0) <= (openAt[i] ?? 0)) place += 1;
    places[i] = place;
  }
  return places;
}
