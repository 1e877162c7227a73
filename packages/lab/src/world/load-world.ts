import { StartError } from '@atc/core/kernel/errors';
import { DAY_MS } from '@atc/core/kernel/time';
import { type Market, openReplayMarket, openSimulatedMarket, seriesMarket } from '@atc/core/market';
import { openWorld, type World } from './world.ts';

const SIMULATED_MS = 90 * DAY_MS;

/** What is to be played: recorded candles of a folder, or three months of the simulated market. */
export interface WorldWish {
  readonly seed: string;
  readonly dir?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Hears what of a recording is left out. */
  readonly say?: (line: string) => void;
  /** Hears how many of all tokens have been read. */
  readonly read?: (tokens: number, of: number) => void;
}

/** Opens the world that is wished for. Throws a `StartError` that names what cannot be played. */
export async function loadWorld(wish: WorldWish): Promise<World> {
  const market = await openMarket(wish);
  const endsAt = market.endsAt ?? wish.to ?? new Date(market.startsAt.getTime() + SIMULATED_MS);
  const tokens = market.contracts().length;
  return openWorld(seriesMarket(market, endsAt, (taken) => wish.read?.(taken, tokens)));
}

async function openMarket({ seed, dir, from, to, say }: WorldWish): Promise<Market> {
  if (dir === undefined) return openSimulatedMarket({ seed });
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  try {
    return await openReplayMarket({ dir, ...range, ...(say ? { say } : {}) });
  } catch (error) {
    const isShort = error instanceof StartError && error.code === 'bad_range' && !from && !to;
    if (!isShort) throw error;
    const message = `${dir} holds too little: a run begins a day and a half into its candles`;
    throw new StartError('too_short', message, { cause: error });
  }
}
