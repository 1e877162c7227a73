import {
  openTopstepxBroker,
  openTopstepxClient,
  openWebullBroker,
  openWebullClient,
  type PaperContext,
} from '@atc/core/desk/brokers';
import { findInstrumentsByContract, type TradingPlace } from '@atc/core/desk/instruments';
import type { Broker } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { LocalVenue } from '@atc/venues/local';
import { openLocalTopstepx } from '@atc/venues/topstepx';
import { openLocalWebull } from '@atc/venues/webull';
import { contractsWorth } from './contracts-worth.ts';
import { openJupiterStage } from './jupiter.ts';

/** A venue on this machine with the broker that trades on it as it would on the real one. */
export interface Rehearsed {
  readonly venue: LocalVenue;
  readonly broker: Broker;
  /** Orders that the venue filled, by our id. */
  filledOrders(): Promise<readonly string[]>;
  /** What the venue holds, contract → quantity. */
  heldByVenue(): ReadonlyMap<string, string>;
}

export interface VenueToRehearse {
  readonly place: TradingPlace;
  readonly takesBrackets?: boolean;
  open(desk: PaperContext, wish: RehearsalWish): Promise<Rehearsed>;
}

export interface RehearsalWish {
  readonly cashUsd: number;
  /** Purchases carry their stop, where the venue takes one. */
  readonly brackets: boolean;
}

const KEYS = { appKey: 'rehearsal', appSecret: 'rehearsal' };
const ACCOUNT = 'REHEARSAL';
/** What Webull allows: placing 600 a minute, questions about orders 2 in 2 seconds. */
const PACES = {
  orders: { requests: 600, windowMs: 60_000 },
  queries: { requests: 2, windowMs: 2000 },
  token: { requests: 10, windowMs: 30_000 },
};
const HUB_REST_MS = 1000;
const SETTLING_MS = 5000;
const LOGIN = { userName: 'rehearsal', apiKey: 'rehearsal' };
const LOGIN_ACCOUNT = 1;
/** What TopstepX allows. */
const GATEWAY_PACE = { requests: 200, windowMs: 60_000 };
/** A rehearsed contract is worth a few USD, so that a small desk can hold some. */
const CONTRACT_USD = 5;
const CONTRACT_FEE_USD = 0.005;

/** The venues that can be rehearsed, by name. */
export const venuesToRehearse: Readonly<Record<string, VenueToRehearse>> = {
  jupiter: { place: { venue: 'jupiter', assetClass: 'crypto' }, open: openJupiterStage },
  webull: {
    place: { venue: 'webull', assetClass: 'equity' },
    open: async ({ db, market, clock }, { cashUsd }) => {
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
    },
  },
  topstepx: {
    place: { venue: 'topstepx', assetClass: 'future' },
    takesBrackets: true,
    open: async ({ db, market, clock }, { brackets }) => {
      const listings = contractsWorth(market, CONTRACT_USD);
      const venue = await openLocalTopstepx({
        ...LOGIN,
        accountId: LOGIN_ACCOUNT,
        feeUsd: CONTRACT_FEE_USD,
        brackets: 'auto_oco',
        listings: () => listings,
        priceOf: (contract) => market.price(contract, clock.now())?.price ?? null,
        now: () => clock.now(),
      });
      const broker = openTopstepxBroker({
        client: openTopstepxClient({ ...LOGIN, baseUrl: venue.url, pace: GATEWAY_PACE }),
        topstepxAccountId: LOGIN_ACCOUNT,
        instrumentOf: async (contract) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null,
        settlingMs: SETTLING_MS,
        feeRoomUsd: new Decimal(CONTRACT_FEE_USD),
        brackets,
        userHub: { url: venue.hubUrl, firstRestMs: HUB_REST_MS },
      });
      const held = listings.map(({ id, tickSize, tickValue }) => ({ id, units: new Decimal(tickValue).div(tickSize) }));
      return {
        venue,
        broker,
        filledOrders: async () =>
          venue.book.orders.flatMap(({ order, trades }) => (trades.length > 0 ? (order.customTag ?? []) : [])),
        heldByVenue: () =>
          new Map(
            held.flatMap(({ id, units }) => {
              const contracts = venue.book.held(id);
              return contracts === 0 ? [] : [[id, units.mul(contracts).toFixed()]];
            }),
          ),
      };
    },
  },
};
