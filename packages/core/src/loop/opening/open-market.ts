import { openQuotes } from '../../desk/brokers/index.ts';
import {
  DEFAULT_TOKENS,
  type Market,
  openLiveMarket,
  openReplayMarket,
  openSimulatedMarket,
  parseTokens,
  tokenMarket,
} from '../../desk/market/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { StartError } from '../../kernel/errors/index.ts';

type MarketConfig = Pick<Config, 'market' | 'replay' | 'seed' | 'liveTokens' | 'jupiter'>;

/** The market that the configuration names. Throws a `StartError` for a recording that cannot be played. */
export async function openMarket(config: MarketConfig): Promise<Market> {
  if (config.market === 'live') return openLive(config);
  if (config.market === 'simulated') return openSimulatedMarket({ seed: config.seed });
  if (config.market === 'replay' && config.replay.dir) {
    const { dir, from, to } = config.replay;
    return openReplayMarket({ dir, ...(from ? { from } : {}), ...(to ? { to } : {}) });
  }
  throw new StartError('no_market', `MARKET=${config.market} cannot be opened`);
}

function openLive(config: MarketConfig): Promise<Market> {
  const tokens = parseTokens(config.liveTokens ?? DEFAULT_TOKENS);
  if (!tokens)
    throw new StartError('bad_tokens', 'LIVE_TOKENS must be SYMBOL:mint:decimals, each once, with commas between');
  const now = () => new Date();
  const market = tokenMarket({ tokens, quotes: openQuotes(config), startsAt: now(), now });
  return openLiveMarket({ ...market, historyDir: config.replay.dir });
}
