import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { Broker } from '@atc/core/desk/venue';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { openExchangeBroker } from '../adapter/exchange-broker.ts';
import { type ExchangeClient, openExchangeClient } from '../adapter/exchange-client.ts';
import { demandServed } from '../adapter/served.ts';
import { findContractOf, readBooked } from '../adapter/store.ts';
import { type LocalExchange, type LocalExchangeOptions, openLocalExchange } from '../local/index.ts';

const keys = { apiKey: 'desk', secret: 'desk' };
const SYMBOL = 'SOL';
/** The one pair that is traded. */
export const PAIR = `${SYMBOL}_USDT`;

export interface ExchangeDesk {
  readonly desk: OrderDesk;
  readonly venue: LocalExchange;
  readonly client: ExchangeClient;
  readonly broker: Broker;
  readonly ctx: OrderDesk['ctx'];
  readonly instrumentId: string;
  close(): Promise<void>;
}

export interface ExchangeDeskOptions extends Pick<LocalExchangeOptions, 'feesIn' | 'thirdCoins'> {
  readonly priceOf: () => number;
}

/** A desk of a test's own that trades one pair at a local exchange. */
export async function exchangeDesk({ priceOf, ...fees }: ExchangeDeskOptions): Promise<ExchangeDesk> {
  const desk = await orderDesk({ symbols: [SYMBOL], price: priceOf() });
  const venue = await openLocalExchange({
    ...{ ...keys, ...fees, cashUsd: 1e6, contracts: [PAIR], priceOf, now: () => DESK_START },
  });
  const pace = { requests: 100_000, windowMs: 1000 };
  const client = await openExchangeClient({ id: 'binance', url: venue.url, keys, sandbox: false, pace });
  const broker = openExchangeBroker({
    client,
    served: { ...demandServed('binance'), settlingMs: 20 },
    contracts: [PAIR],
    contractOf: (id) => findContractOf(desk.db, id),
    bookedOf: (contract) => readBooked(desk.db, contract),
    instrumentOf: async (contract) => (await findInstrumentsByContract(desk.db, [contract]))[0]?.id ?? null,
  });
  return {
    ...{ desk, venue, client, broker },
    ctx: { ...desk.ctx, brokers: { of: () => broker } },
    instrumentId: await desk.addInstrument(SYMBOL),
    close: async () => {
      await venue.close();
      await desk.close();
    },
  };
}
