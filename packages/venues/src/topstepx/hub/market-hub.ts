import { type HubListener, type HubPlace, listenToHub } from './connection.ts';
import { type Quote, quoteOf } from './pushes.ts';

export interface MarketHub extends HubPlace {
  /** Contracts whose quotes are wanted. */
  readonly contracts: readonly string[];
}

export interface QuoteHearer extends HubListener {
  /** Quotes are pushed from now on. */
  subscribed(): void;
  quoted(contract: string, quote: Quote): void;
}

/** Listens to the market hub until the signal aborts. A quote that lacks a part is none. */
export async function listenToMarketHub(hub: MarketHub, hearer: QuoteHearer): Promise<void> {
  const { contracts } = hub;
  await listenToHub(
    hub,
    {
      heard: {
        GatewayQuote: (contract, push) => {
          const quote = quoteOf(push);
          const wanted = contracts.find((known) => known === contract);
          if (quote && wanted !== undefined) hearer.quoted(wanted, quote);
        },
      },
      subscribe: async (connection) => {
        for (const contract of contracts) await connection.invoke('SubscribeContractQuotes', contract);
        hearer.subscribed();
      },
    },
    hearer,
  );
}
