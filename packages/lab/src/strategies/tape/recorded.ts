import type { BarColumns, SeriesMarket } from '@atc/core/market';
import type { Tape } from './tape.ts';

/** The bars of a market as a tape; threads read the same memory. */
export function tapeOf(market: SeriesMarket): Tape {
  return {
    range: market.range,
    barMs: market.barMs,
    startsAt: market.startsAt.getTime(),
    endsAt: market.endsAt.getTime(),
    tokens: market.contracts().map(({ contract, symbol }) => ({ symbol, base: shared(market.columns(contract)) })),
  };
}

function shared({ intervalMs, length, ...columns }: BarColumns): BarColumns {
  const { openAt, open, high, low, close, volume } = columns;
  return {
    ...{ intervalMs, length },
    ...{ openAt: inShared(openAt), open: inShared(open), high: inShared(high), low: inShared(low) },
    ...{ close: inShared(close), volume: inShared(volume) },
  };
}

function inShared(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
