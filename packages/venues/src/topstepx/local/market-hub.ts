import { z } from 'zod';
import { type LocalHub, type LocalHubOptions, openHub } from '../../local/index.ts';
import type { BookRules } from './book.ts';

/** Where the market hub is. */
const MARKET_HUB = '/hubs/market';

/** The market hub of a venue on this machine: quotes of the contracts that it lists. */
export function openMarketHub(
  { listings }: Pick<BookRules, 'listings'>,
  door: Pick<LocalHubOptions, 'faults' | 'admits'>,
): LocalHub {
  return openHub({
    ...door,
    path: MARKET_HUB,
    invoke: ({ target, args, client }) => {
      const [contract] = z.tuple([z.string()]).safeParse(args).data ?? [];
      const known = target === 'SubscribeContractQuotes' && listings().some(({ id }) => id === contract);
      if (known && contract !== undefined) client.topics.add(contract);
      return known;
    },
  });
}

export interface PushedQuote {
  readonly contractId: string;
  readonly price: number | null;
  readonly volume: number;
  readonly at: Date;
}

/** Pushes a quote as the gateway does; nothing where there is no price. */
export function pushQuote(hub: LocalHub, { contractId, price, volume, at }: PushedQuote): void {
  if (price === null) return;
  const said = { symbol: contractId, lastPrice: price, bestBid: price, bestAsk: price, volume };
  hub.push(contractId, 'GatewayQuote', contractId, { ...said, lastUpdated: at, timestamp: at });
}
