import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { BrokerContext } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Market } from '@atc/core/market';
import type { RehearsalWish, Rehearsed } from '../../house/index.ts';
import { openTopstepxBroker } from '../adapter/topstepx-broker.ts';
import { openTopstepxClient } from '../adapter/topstepx-client.ts';
import { type LocalTopstepx, openLocalTopstepx } from '../local/local-topstepx.ts';

const HUB_REST_MS = 1000;
const SETTLING_MS = 5000;
const LOGIN = { userName: 'rehearsal', apiKey: 'rehearsal' };
const LOGIN_ACCOUNT = 1;
/** What TopstepX allows. */
const GATEWAY_PACE = { requests: 200, windowMs: MINUTE_MS };
/** A rehearsed contract is worth a few USD, so that a small desk can hold some. */
const CONTRACT_USD = 5;
const CONTRACT_FEE_USD = 0.005;

/** A local TopstepX for a rehearsal, with the broker on it. */
export async function rehearseTopstepx(desk: BrokerContext, { brackets }: RehearsalWish): Promise<Rehearsed> {
  const { db, market, clock } = desk;
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
  return {
    venue,
    broker,
    filledOrders: async () =>
      venue.book.orders.flatMap(({ order, trades }) => (trades.length > 0 ? (order.customTag ?? []) : [])),
    heldByVenue: () => heldBy(venue, listings),
  };
}

type Listings = ReturnType<typeof contractsWorth>;

/**
 * Futures on what a market trades: as many units in a contract, a power of ten, as are worth about so much USD at its
 * start.
 */
export function contractsWorth(market: Market, usd: number) {
  return market.contracts().map(({ contract, tick }) => {
    const price = market.price(contract, market.startsAt)?.price ?? 1;
    const units = new Decimal(10).pow(Math.round(Math.log10(usd / price)));
    const tickSize = new Decimal(tick);
    const tickValue = tickSize.mul(units);
    return { id: contract, tickSize: tickSize.toNumber(), tickValue: tickValue.toNumber(), activeContract: true };
  });
}

function heldBy({ book }: LocalTopstepx, listings: Listings): ReadonlyMap<string, string> {
  const held = listings.map(({ id, tickSize, tickValue }) => ({ id, units: new Decimal(tickValue).div(tickSize) }));
  return new Map(
    held.flatMap(({ id, units }) => {
      const contracts = book.held(id);
      return contracts === 0 ? [] : [[id, units.mul(contracts).toFixed()]];
    }),
  );
}
