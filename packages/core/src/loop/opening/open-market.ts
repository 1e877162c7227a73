import { type Market, openReplayMarket, openSimulatedMarket } from '../../desk/market/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { StartError } from '../../kernel/errors/index.ts';

/** The market that the configuration names. Throws a `StartError` for a recording that cannot be played. */
export async function openMarket(config: Pick<Config, 'market' | 'replay' | 'seed'>): Promise<Market> {
  if (config.market === 'simulated') return openSimulatedMarket({ seed: config.seed });
  if (config.market === 'replay' && config.replay.dir) {
    const { dir, from, to } = config.replay;
    return openReplayMarket({ dir, ...(from ? { from } : {}), ...(to ? { to } : {}) });
  }
  throw new StartError('no_market', `MARKET=${config.market} cannot be opened`);
}
