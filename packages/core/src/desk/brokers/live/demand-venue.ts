import type { Config } from '../../../kernel/config/index.ts';
import { StartError } from '../../../kernel/errors/index.ts';
import type { TradingPlace } from '../../instruments/index.ts';
import type { Venue } from '../../venue/index.ts';

/**
 * The venue where the configuration wants real money to be traded. Throws a `StartError` where it is none of those that
 * are known.
 */
export function demandVenue({ liveVenue }: Pick<Config, 'liveVenue'>, venues: readonly Venue[]): Venue {
  const venue = venues.find(({ name }) => name === liveVenue);
  if (!venue) throw new StartError('no_venue', `this program knows no venue ${liveVenue ?? 'at all'}`);
  return venue;
}

/** Where what the configuration wants traded for real is accounted for: one account for each venue and class. */
export function livePlaceOf(config: Pick<Config, 'liveVenue' | 'liveSymbols'>, venues: readonly Venue[]): TradingPlace {
  const venue = demandVenue(config, venues);
  return { venue: venue.name, assetClass: venue.classOf(config.liveSymbols) };
}
