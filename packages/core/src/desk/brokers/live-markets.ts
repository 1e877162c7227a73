import type { Config } from '../../kernel/config/index.ts';
import { StartError } from '../../kernel/errors/index.ts';
import { DEFAULT_TOKENS, type LiveMarketOptions, parseTokens, tokenMarket } from '../market/index.ts';
import { VenueUnknownError } from '../venue/index.ts';
import { openQuotes } from './quotes.ts';

type LiveConfig = Pick<
  Config,
  'liveVenue' | 'liveTokens' | 'liveSymbols' | 'jupiter' | 'webull' | 'topstepx' | 'dataDir'
>;
/** What a market lists and who knows its prices. */
type Listed = Omit<LiveMarketOptions, 'historyDir'>;

/** Each venue's market; what speaks to one is loaded only where it is used. */
const markets: Readonly<Record<Config['liveVenue'], (config: LiveConfig, now: () => Date) => Promise<Listed>>> = {
  jupiter: async (config, now) => tokens(config, now),
  webull: async (config, now) => (await import('./webull/index.ts')).webullMarket(config, now),
  topstepx: async (config, now) => (await import('./topstepx/index.ts')).topstepxMarket(config, now),
};

/** What the live market of a venue lists, and who is asked for its prices. Throws a `StartError` where that cannot be said. */
export async function liveMarket(config: LiveConfig, now: () => Date): Promise<Listed> {
  try {
    return await markets[config.liveVenue](config, now);
  } catch (error) {
    if (!(error instanceof VenueUnknownError)) throw error;
    throw new StartError('live', error.message, { cause: error });
  }
}

function tokens({ liveTokens, jupiter }: LiveConfig, now: () => Date): Listed {
  const listed = parseTokens(liveTokens ?? DEFAULT_TOKENS);
  if (!listed)
    throw new StartError('bad_tokens', 'LIVE_TOKENS must be SYMBOL:mint:decimals, each once, with commas between');
  return tokenMarket({ tokens: listed, quotes: openQuotes({ jupiter }), startsAt: now(), now });
}
