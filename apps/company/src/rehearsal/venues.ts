import { type Broker, openWebullBroker, openWebullClient, type PaperContext } from '@atc/core/desk/brokers';
import { findInstrumentsByContract, type TradingPlace } from '@atc/core/desk/instruments';
import type { LocalVenue } from '@atc/venues/local';
import { openLocalWebull } from '@atc/venues/webull';

/** A venue on this machine with the broker that trades on it as it would on the real one. */
export interface Rehearsed {
  readonly venue: LocalVenue;
  readonly broker: Broker;
  /** Orders that the venue took, by our id. */
  acceptedOrders(): readonly string[];
  /** What the venue holds, contract → quantity. */
  heldByVenue(): ReadonlyMap<string, string>;
}

export interface VenueToRehearse {
  readonly place: TradingPlace;
  open(desk: PaperContext, startingCapitalUsd: number): Promise<Rehearsed>;
}

const KEYS = { appKey: 'rehearsal', appSecret: 'rehearsal' };
const ACCOUNT = 'REHEARSAL';
/** What Webull allows: placing 600 a minute, questions about orders 2 in 2 seconds. */
const PACES = {
  orders: { requests: 600, windowMs: 60_000 },
  queries: { requests: 2, windowMs: 2000 },
  token: { requests: 10, windowMs: 30_000 },
};
const SETTLING_MS = 5000;

/** The venues that can be rehearsed, by name. */
export const venuesToRehearse: Readonly<Record<string, VenueToRehearse>> = {
  webull: {
    place: { venue: 'webull', assetClass: 'equity' },
    open: async ({ db, market, clock }, cashUsd) => {
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
        instrumentOf: async (symbol) => (await findInstrumentsByContract(db, [symbol]))[0]?.id ?? null,
        settlingMs: SETTLING_MS,
      });
      const held = () => venue.book.symbols().map((symbol) => [symbol, venue.book.held(symbol)] as const);
      return {
        venue,
        broker,
        acceptedOrders: () => [...venue.book.orders.keys()],
        heldByVenue: () =>
          new Map(held().flatMap(([symbol, quantity]) => (quantity.isZero() ? [] : [[symbol, quantity.toFixed()]]))),
      };
    },
  },
};
