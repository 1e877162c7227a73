import type { Config, VenueVariables } from '../../kernel/config/index.ts';
import type { LiveMarketOptions } from '../../market/index.ts';
import type { TradingPlace } from '../instruments/index.ts';
import type { LiveVenue } from './live-venue.ts';

export type AssetClass = TradingPlace['assetClass'];

/** What a market lists and who knows its prices. */
export type VenueMarket = Omit<LiveMarketOptions, 'historyDir' | 'reach'>;

/** Whether a venue is traded on for others from a machine of ours, and how somebody connects an account to it. */
export interface Hosting {
  readonly mayBeHosted: boolean;
  /** `oauth`: by a word that the account's owner gives at the venue and can take back. */
  readonly connects: 'wallet' | 'api_key' | 'oauth';
  /** Why it may not, or under which condition it may, in a sentence. */
  readonly condition: string;
}

/**
 * A venue as the company knows it: everything that is said of one is said here. What speaks to it is loaded only where
 * it is used.
 */
export interface Venue {
  /** As accounts, instruments and LIVE_VENUE name it. */
  readonly name: string;
  /** As people write it. */
  readonly title: string;
  readonly assetClasses: readonly [AssetClass, ...AssetClass[]];
  readonly variables: VenueVariables;
  /** It allows no bot that nobody sits in front of. */
  readonly mustBeAttended: boolean;
  /** Stops rest there and sell also while the company does not run. */
  readonly stopsRest: boolean;
  readonly hosting: Hosting;
  /** The class of what these symbols name. Throws a `StartError` where they name more than one. */
  classOf(symbols: readonly string[]): AssetClass;
  /** Opens it to trade real money. Throws a `StartError` that says what is missing. */
  open(config: Config): Promise<LiveVenue>;
  /** What its live market lists, and who is asked for prices. Throws a `StartError` where that cannot be said. */
  market(config: Config, now: () => Date): Promise<VenueMarket>;
}
