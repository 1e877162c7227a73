import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { BrokerContext } from '@atc/core/desk/venue';
import type { RehearsalWish, Rehearsed } from '../../house/index.ts';
import { openExchangeBroker } from '../adapter/exchange-broker.ts';
import { openExchangeClient } from '../adapter/exchange-client.ts';
import { demandServed } from '../adapter/served.ts';
import { findContractOf, readBooked } from '../adapter/store.ts';
import { filledOf } from '../local/book.ts';
import { openLocalExchange } from '../local/local-exchange.ts';

const KEYS = { apiKey: 'rehearsal', secret: 'rehearsal' };
const PACE = { requests: 20, windowMs: 1000 };
const SETTLING_MS = 5000;

/** A local exchange for a rehearsal, with the broker on it. */
export async function rehearseExchange(
  { db, market, clock }: BrokerContext,
  { cashUsd }: RehearsalWish,
): Promise<Rehearsed> {
  const contracts = market.contracts().map(({ contract }) => contract);
  const venue = await openLocalExchange({
    ...KEYS,
    ...{ contracts, cashUsd },
    priceOf: (contract) => market.price(contract, clock.now())?.price ?? null,
    now: () => clock.now(),
  });
  const broker = openExchangeBroker({
    client: await openExchangeClient({ id: 'binance', url: venue.url, keys: KEYS, sandbox: false, pace: PACE }),
    served: { ...demandServed('binance'), settlingMs: SETTLING_MS },
    contracts,
    contractOf: (id) => findContractOf(db, id),
    bookedOf: (contract) => readBooked(db, contract),
    instrumentOf: async (contract) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null,
  });
  const { book } = venue;
  const held = () => contracts.map((contract) => [contract, book.total(contract.split('_')[0] ?? '')] as const);
  return {
    venue,
    broker,
    filledOrders: async () => book.orders.flatMap((order) => (filledOf(order).gt(0) ? [order.clientOrderId] : [])),
    heldByVenue: () =>
      new Map(held().flatMap(([contract, quantity]) => (quantity.isZero() ? [] : [[contract, quantity.toFixed()]]))),
  };
}
