import type { Broker } from '@atc/core/desk/venue';
import { z } from 'zod';
import type { ChaosTools, ChaosTwin } from '../../house/index.ts';
import { openExchangeBroker } from '../adapter/exchange-broker.ts';
import { openExchangeClient } from '../adapter/exchange-client.ts';
import { demandServed } from '../adapter/served.ts';
import { findContractOf, readBooked } from '../adapter/store.ts';
import { filledOf } from '../local/book.ts';
import { openLocalExchange } from '../local/local-exchange.ts';

const KEYS = { apiKey: 'chaos', secret: 'chaos' };
const FAST = { requests: 100_000, windowMs: 1000 };
/** How long an absence must last before it is believed; seconds at a real exchange. */
const SETTLING_MS = 20;
const place = z.object({ url: z.url(), contracts: z.array(z.string()) });

/** A local exchange for processes that are killed while they trade on it. */
export const exchangeChaos: ChaosTwin = {
  price: 20,
  // It does fill some in parts, and each is booked as one sum once it has ended.
  fillsInParts: false,
  open: async ({ contracts, price, partly, now }) => {
    const venue = await openLocalExchange({ ...KEYS, contracts, cashUsd: 1e6, priceOf: price, now: () => now });
    venue.fillPartly(partly);
    return {
      venue,
      place: { url: venue.url, contracts: [...contracts] } satisfies z.infer<typeof place>,
      accepted: async () => {
        const taken = venue.book.orders.filter((order) => filledOf(order).gt(0));
        // An id that was taken twice would be one of these only: what it filled is counted together.
        const sums = new Map(taken.map(({ clientOrderId }) => [clientOrderId, '0']));
        for (const order of taken)
          sums.set(
            order.clientOrderId,
            filledOf(order)
              .add(sums.get(order.clientOrderId) ?? 0)
              .toFixed(),
          );
        return sums;
      },
      close: () => venue.close(),
    };
  },
  openBroker: (at, tools) => lazyBroker(place.parse(at), tools),
};

/** A broker that loads ccxt with its first call. */
function lazyBroker({ url, contracts }: z.infer<typeof place>, { db, instrumentOf }: ChaosTools): Broker {
  const opened = openExchangeClient({ id: 'binance', url, keys: KEYS, sandbox: false, pace: FAST }).then((client) =>
    openExchangeBroker({
      client,
      served: { ...demandServed('binance'), settlingMs: SETTLING_MS },
      contracts,
      contractOf: (id) => findContractOf(db, id),
      bookedOf: (contract) => readBooked(db, contract),
      instrumentOf,
    }),
  );
  return {
    ...{ venue: 'exchange', mode: 'live' },
    place: async (...given) => (await opened).place(...given),
    status: async (...given) => (await opened).status(...given),
    takeBack: async (...given) => (await opened).takeBack(...given),
    holdings: async (...given) => (await opened).holdings(...given),
    statement: async (...given) => (await opened).statement(...given),
    stops: {},
  };
}
