import type { Config } from '../../kernel/config/index.ts';
import { StartError } from '../../kernel/errors/index.ts';
import { accountOf } from '../accounts/index.ts';
import type { Broker, BrokerContext, Venue } from '../venue/index.ts';
import { demandVenue, livePlaceOf } from './live/demand-venue.ts';
import { openPaperBroker } from './paper/paper-broker.ts';

export interface Brokers {
  of(account: { readonly venue: string }): Broker;
}

export interface Trading {
  readonly config: Config;
  readonly venues: readonly Venue[];
  /** Somebody sits in front of this process and is asked whether they still do. */
  readonly attended?: boolean;
}

/**
 * The brokers of a trading mode. In paper mode only the paper broker is ever made, so that no live venue can be
 * reached; in live mode only the live one, and only on the account that the environment confirms. A venue that must be
 * attended is traded on only where somebody is there.
 */
export async function openBrokers(
  desk: BrokerContext,
  { config, venues, attended = false }: Trading,
): Promise<Brokers> {
  if (config.tradingMode === 'paper') return onlyBroker(openPaperBroker(desk));
  const venue = demandVenue(config, venues);
  const account = await accountOf(desk.db, livePlaceOf(config, venues));
  if (!account || account.id !== config.liveTradingConfirmed)
    throw new StartError('unconfirmed', 'LIVE_TRADING_CONFIRMED does not name the account: run `npm run preflight`');
  if (venue.mustBeAttended && !attended)
    throw new StartError(
      'unattended',
      `${venue.title} allows no unattended bot: run \`npm start\` in a terminal that you sit in front of`,
    );
  return onlyBroker((await venue.open(config)).openBroker(desk));
}

/** For a process that does not trade, and so never holds what trading needs: keys, wallets. */
export const noBrokers: Brokers = {
  of: ({ venue }) => {
    throw new StartError('no_broker', `this process does not trade on ${venue}`);
  },
};

/** One broker for the accounts of its venue; there is none for any other account. */
export function onlyBroker(broker: Broker): Brokers {
  return {
    of: (account) => {
      if (account.venue !== broker.venue)
        throw new StartError('no_broker', `there is no broker for the venue ${account.venue}`);
      return broker;
    },
  };
}
