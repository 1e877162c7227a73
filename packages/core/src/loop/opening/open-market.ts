import { liveMarket } from '../../desk/brokers/index.ts';
import type { Venue } from '../../desk/venue/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { StartError } from '../../kernel/errors/index.ts';
import { openSteadyTime } from '../../kernel/time/index.ts';
import { type Market, openLiveMarket, openReplayMarket, openSimulatedMarket } from '../../market/index.ts';

export interface MarketOptions {
  /** Whose prices may be traded on. */
  readonly venues: readonly Venue[];
  /** Hears what of a recording is left out. */
  readonly say?: (line: string) => void;
}

/** The market that the configuration names. Throws a `StartError` for one that cannot be played. */
export async function openMarket(config: Config, { venues, say }: MarketOptions): Promise<Market> {
  if (config.market === 'live') return openLive(config, venues);
  if (config.market === 'simulated') return openSimulatedMarket({ seed: config.seed });
  if (config.market === 'replay' && config.replay.dir) {
    const { dir, from, to } = config.replay;
    return openReplayMarket({ dir, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(say ? { say } : {}) });
  }
  throw new StartError('no_market', `MARKET=${config.market} cannot be opened`);
}

async function openLive(config: Config, venues: readonly Venue[]): Promise<Market> {
  // Bars of a machine whose clock was set back would lie before those that the company has looked at.
  const { now, reach } = openSteadyTime();
  return openLiveMarket({ ...(await liveMarket(config, { venues, now })), reach, historyDir: config.replay.dir });
}
