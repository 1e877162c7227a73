import { z } from 'zod';
import type { Candle } from '../candle.ts';
import type { LiveToken } from './token.ts';
import { TURNOVER_MS, type Turnovers, turnoverAt } from './turnover.ts';

/** A price that was seen at an instant (machine time, UTC milliseconds). */
export interface Tick {
  readonly contract: string;
  readonly price: number;
  readonly at: number;
  /** USD traded in the five minutes before; 0 where it is not known. */
  readonly turnoverUsd: number;
}

// One token of `GET /price/v3`; what does not look like this has no price.
const entry = z.object({
  usdPrice: z.number().positive(),
  decimals: z.number().int(),
  /** The block at which it was computed. */
  blockId: z.number().int().positive(),
});

/** The newest block of each mint's price, and since when it has been the newest. */
export type Blocks = Map<string, { readonly blockId: number; readonly since: number }>;

export interface Seen {
  readonly blocks: Blocks;
  readonly turnovers: Turnovers;
}

/** A price whose block has not moved on for so long is stale. */
const STALE_AFTER_MS = 60_000;

export interface Answer {
  /** Mint → what was said of it. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/**
 * The prices in an answer. A token that is missing, malformed, of other decimals than ours, or whose block stands still,
 * has none: missing is not zero, and not the last price either. Notes the blocks.
 */
export function readTicks(
  tokens: readonly LiveToken[],
  { said, at }: Answer,
  { blocks, turnovers }: Seen,
): readonly Tick[] {
  return tokens.flatMap(({ symbol, mint, decimals }) => {
    const { data } = entry.safeParse(Object.hasOwn(said, mint) ? said[mint] : undefined);
    if (!data || data.decimals !== decimals) return [];
    const known = blocks.get(mint);
    const moved = !known || data.blockId > known.blockId;
    if (moved) blocks.set(mint, { blockId: data.blockId, since: at });
    const stale = !moved && at - known.since > STALE_AFTER_MS;
    if (stale) return [];
    const turnoverUsd = turnoverAt(turnovers, mint, at);
    return [{ contract: contractOf({ symbol }), price: data.usdPrice, at, turnoverUsd }];
  });
}

/** What a token is called on the desk. */
export function contractOf({ symbol }: Pick<LiveToken, 'symbol'>): string {
  return `${symbol}_USDC`;
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
