import type { Config } from '../../../kernel/config/index.ts';
import { StartError } from '../../../kernel/errors/index.ts';
import { type Venue, type VenueMarket, VenueUnknownError } from '../../venue/index.ts';
import { demandVenue } from './demand-venue.ts';

export interface MarketWanted {
  readonly venues: readonly Venue[];
  /** When it is, for what is seen now: never earlier than the company's time. */
  readonly now: () => Date;
}

/**
 * What the live market of the configured venue lists, and who is asked for its prices. Throws a `StartError` where that
 * cannot be said.
 */
export async function liveMarket(config: Config, { venues, now }: MarketWanted): Promise<VenueMarket> {
  const venue = demandVenue(config, venues);
  try {
    return await venue.market(config, now);
  } catch (error) {
    if (!(error instanceof VenueUnknownError)) throw error;
    throw new StartError('live', error.message, { cause: error });
  }
}
