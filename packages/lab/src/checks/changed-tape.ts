import { type BarColumns, closedBy } from '@atc/core/market';
import { drawNormal, type Random } from '../measure/index.ts';
import type { Tape } from '../strategies/index.ts';

/** A tape that ends at an instant: nothing after it was ever recorded. */
export function tapeEndedAt(tape: Tape, at: number): Tape {
  const tokens = tape.tokens.map(({ symbol, base }) => ({ symbol, base: cut(base, closedBy(base, at)) }));
  return { ...tape, tokens, endsAt: at };
}

function cut({ intervalMs, openAt, open, high, low, close, volume }: BarColumns, length: number): BarColumns {
  const until = (column: Float64Array) => column.subarray(0, length);
  return {
    ...{ intervalMs, length, openAt: until(openAt), open: until(open), high: until(high), low: until(low) },
    ...{ close: until(close), volume: until(volume) },
  };
}

const PRICE_SPREAD = 0.1;

/** A tape whose bars after an instant are noise; every bar before it is the same. */
export function tapePoisonedAfter(tape: Tape, at: number, random: Random): Tape {
  const tokens = tape.tokens.map(({ symbol, base }) => ({ symbol, base: poisoned(base, closedBy(base, at), random) }));
  return { ...tape, tokens };
}

function poisoned(base: BarColumns, from: number, random: Random): BarColumns {
  const made = { ...base, volume: base.volume.slice() };
  const prices = [base.open, base.high, base.low, base.close].map((column) => column.slice());
  for (let i = from; i < base.length; i += 1) {
    const factor = Math.exp(PRICE_SPREAD * drawNormal(random));
    for (const price of prices) price[i] = (price[i] ?? 0) * factor;
    made.volume[i] = (made.volume[i] ?? 0) * Math.exp(drawNormal(random));
  }
  const [open = base.open, high = base.high, low = base.low, close = base.close] = prices;
  return { ...made, open, high, low, close };
}
