import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle } from '../candle.ts';

/** What is traded is told of so long before a price. */
export const TURNOVER_MS = 5 * MINUTE_MS;

/** A price that was seen at an instant (machine time, UTC milliseconds). */
export interface Tick {
  readonly contract: string;
  readonly price: number;
  readonly at: number;
  /** USD traded in the five minutes before; 0 where it is not known. */
  readonly turnoverUsd: number;
}

export interface NamedCandle {
  readonly contract: string;
  readonly candle: Candle;
}

/**
 * Bars of what was seen: one for each contract and interval with a price in it, none for the others. The volume is the
 * interval's share of what was last traded in five minutes.
 */
export function barsOf(ticks: readonly Tick[], barMs: number): readonly NamedCandle[] {
  const bars = new Map<string, NamedCandle>();
  for (const { contract, price, at, turnoverUsd } of ticks) {
    const openAt = Math.floor(at / barMs) * barMs;
    const key = `${contract} ${openAt}`;
    const { candle } = bars.get(key) ?? {
      candle: { openAt, open: price, high: price, low: price, close: price, volume: 0 },
    };
    const { open, high, low } = candle;
    const volume = (turnoverUsd * barMs) / TURNOVER_MS / price;
    bars.set(key, {
      contract,
      candle: { openAt, open, high: Math.max(high, price), low: Math.min(low, price), close: price, volume },
    });
  }
  return [...bars.values()];
}
