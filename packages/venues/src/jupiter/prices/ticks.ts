import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Tick } from '@atc/core/market';
import { z } from 'zod';
import type { LiveToken } from './token.ts';
import { type Turnovers, turnoverAt } from './turnover.ts';

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
const STALE_AFTER_MS = MINUTE_MS;

export interface Answer {
  /** Mint → what was said of it. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/**
 * The prices in an answer. A token that is missing, malformed, of other decimals than ours, or whose block stands
 * still, has none: missing is not zero, and not the last price either. Notes the blocks.
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
