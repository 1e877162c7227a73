import { StartError } from '../../kernel/errors/index.ts';
import type { Broker } from './broker.ts';
import { openPaperBroker, type PaperContext } from './paper/paper-broker.ts';

export interface Brokers {
  of(account: { readonly venue: string }): Broker;
}

/** The brokers of a trading mode. In paper mode only the paper broker is ever made, so that no live venue can be reached. */
export function openBrokers({
  tradingMode,
  ...ctx
}: PaperContext & { readonly tradingMode: 'paper' | 'live' }): Brokers {
  if (tradingMode !== 'paper')
    throw new StartError('live_unavailable', 'live trading is not available yet: this version trades paper money only');
  return onlyBroker(openPaperBroker(ctx));
}

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
