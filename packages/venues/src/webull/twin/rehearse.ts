import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { BrokerContext } from '@atc/core/desk/venue';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { RehearsalWish, Rehearsed } from '../../house/index.ts';
import { openWebullBroker } from '../adapter/webull-broker.ts';
import { openWebullClient } from '../adapter/webull-client.ts';
import { openLocalWebull } from '../local/local-webull.ts';

const KEYS = { appKey: 'rehearsal', appSecret: 'rehearsal' };
const ACCOUNT = 'REHEARSAL';
/** What Webull allows: placing 600 a minute, questions about orders 2 in 2 seconds. */
const PACES = {
  orders: { requests: 600, windowMs: MINUTE_MS },
  queries: { requests: 2, windowMs: 2000 },
  token: { requests: 10, windowMs: 30_000 },
};
const SETTLING_MS = 5000;

/** A local Webull for a rehearsal, with the broker of shares on it. */
export async function rehearseWebull(desk: BrokerContext, { cashUsd }: RehearsalWish): Promise<Rehearsed> {
  const { db, market, clock } = desk;
  const venue = await openLocalWebull({
    ...KEYS,
    accountId: ACCOUNT,
    cashUsd,
    priceOf: (symbol) => market.price(symbol, clock.now())?.price ?? null,
    now: () => clock.now(),
    needsToken: true,
  });
  const broker = openWebullBroker({
    client: openWebullClient({ ...KEYS, baseUrl: venue.url, paces: PACES }),
    webullAccountId: ACCOUNT,
    assetClass: 'equity',
    instrumentOf: async (symbol) => (await findInstrumentsByContract(db, [symbol]))[0]?.id ?? null,
    settlingMs: SETTLING_MS,
  });
  const held = () => venue.book.symbols().map((symbol) => [symbol, venue.book.held(symbol)] as const);
  return {
    venue,
    broker,
    filledOrders: async () => [...venue.book.orders].flatMap(([id, { filled }]) => (filled.isZero() ? [] : [id])),
    heldByVenue: () =>
      new Map(held().flatMap(([symbol, quantity]) => (quantity.isZero() ? [] : [[symbol, quantity.toFixed()]]))),
  };
}
