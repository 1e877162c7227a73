import { TURNOVER_MS } from '@atc/core/market';
import { z } from 'zod';
import type { LiveToken } from './token.ts';

/** What was traded of each mint in the window before an instant (machine time, UTC milliseconds), in USD. */
export type Turnovers = Map<string, { readonly usd: number; readonly at: number }>;

const amount = z.number().nonnegative();

// One token of `GET /tokens/v2/search`; what does not look like this says nothing of trade.
const entry = z.object({
  id: z.string(),
  decimals: z.number().int(),
  stats5m: z.object({ buyVolume: amount.nullish(), sellVolume: amount.nullish() }),
});

export interface TokensAnswer {
  /** One entry for each token that the source knows. */
  readonly said: readonly unknown[];
  readonly at: number;
}

/**
 * Notes what an answer says was traded of our tokens. One that is missing, malformed or of other decimals than ours
 * keeps what was last known of it, until that is too old.
 */
export function noteTurnovers(tokens: readonly LiveToken[], { said, at }: TokensAnswer, known: Turnovers): void {
  for (const one of said) {
    const { data } = entry.safeParse(one);
    const token = tokens.find(({ mint, decimals }) => mint === data?.id && decimals === data.decimals);
    const { buyVolume, sellVolume } = data?.stats5m ?? {};
    if (!token || (buyVolume == null && sellVolume == null)) continue;
    known.set(token.mint, { usd: (buyVolume ?? 0) + (sellVolume ?? 0), at });
  }
}

/**
 * What was traded of a mint in the window before an instant, in USD; 0 where nothing is known that is younger than the
 * window.
 */
export function turnoverAt(known: Turnovers, mint: string, at: number): number {
  const seen = known.get(mint);
  return seen && at - seen.at <= TURNOVER_MS ? seen.usd : 0;
}
