import type { VenueMarket } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import type { ListedContract } from '@atc/core/market';
import { pairOf } from '../adapter/context.ts';
import type { ExchangeClient } from '../adapter/exchange-client.ts';
import { readFacts } from '../adapter/find-order.ts';
import type { PairFacts } from '../adapter/wire.ts';
import type { ExchangeConfig } from '../settings.ts';
import { openClient } from './open-client.ts';
import { openPrices } from './prices.ts';

type MarketSettings = Pick<Config, 'liveSymbols'> & { readonly exchange: ExchangeConfig | null };

/** The market of some coins at an exchange, asked of its tickers. No key is needed. */
export async function exchangeMarket({ exchange, liveSymbols }: MarketSettings, now: () => Date): Promise<VenueMarket> {
  const { client, config } = await openClient(exchange, null);
  const startsAt = now();
  const contracts = liveSymbols.map((symbol) => `${symbol}_${config.quote}`);
  return {
    range: `${config.id}${config.sandbox ? ' sandbox' : ''}`,
    startsAt,
    contracts: await Promise.all(contracts.map((contract) => list(client, contract, startsAt))),
    source: openPrices({ client, contracts, now }),
  };
}

async function list(client: ExchangeClient, contract: string, firstBarAt: Date): Promise<ListedContract> {
  const facts = await readFacts(client, pairOf(contract));
  if (facts.active === false) throw new StartError('no_pair', `${client.id} does not trade ${pairOf(contract)} now`);
  return listedPair(contract, facts, firstBarAt);
}

/** How the market lists a pair, in the exchange's own steps. */
export function listedPair(contract: string, facts: PairFacts, firstBarAt: Date): ListedContract {
  const { base, quote, precision, limits } = facts;
  const minQuantity = (limits.amount?.min ?? precision.amount).toFixed();
  const decimals = precision.amount.decimalPlaces();
  return { contract, symbol: base, quote, decimals, tick: precision.price.toFixed(), minQuantity, firstBarAt };
}
