import type { VenueMarket } from '@atc/core/desk/venue';
import { StartError } from '@atc/core/kernel/errors';
import type { JupiterConfig } from '../settings.ts';
import { openQuotes } from './quotes.ts';
import { DEFAULT_TOKENS, parseTokens } from './token.ts';
import { tokenMarket } from './token-prices.ts';

/**
 * The market of the tokens that are named, or of the known ones. Throws a `StartError` where their list cannot be read.
 */
export function jupiterMarket(
  { liveTokens, jupiter }: Pick<JupiterConfig, 'liveTokens' | 'jupiter'>,
  now: () => Date,
): VenueMarket {
  const tokens = parseTokens(liveTokens ?? DEFAULT_TOKENS);
  if (!tokens)
    throw new StartError('bad_tokens', 'LIVE_TOKENS must be SYMBOL:mint:decimals, each once, with commas between');
  return tokenMarket({ tokens, quotes: openQuotes({ jupiter }), startsAt: now(), now });
}
