import { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';
import type { ChaosTwin } from '../../house/index.ts';
import { openTopstepxBroker } from '../adapter/topstepx-broker.ts';
import { openTopstepxClient } from '../adapter/topstepx-client.ts';
import { type LocalTopstepx, openLocalTopstepx } from '../local/local-topstepx.ts';

const LOGIN = { userName: 'chaos', apiKey: 'chaos' };
const LOGIN_ACCOUNT = 1;
const FEE_USD = 0.01;
const FAST = { requests: 100_000, windowMs: 1000 };
/** How long an absence must last before it is believed; seconds at the real venue. */
const SETTLING_MS = 20;
const PRICE = 20;
/** A contract of so many units: 2 USD at the price above. */
const UNITS = 0.1;
const FUTURE = { tickSize: 0.01, tickValue: 0.01 * UNITS, activeContract: true };
const place = z.object({ url: z.url() });

/** A local TopstepX for processes that are killed while they trade on it. */
export const topstepxChaos: ChaosTwin = {
  price: PRICE,
  fillsInParts: false,
  open: async ({ contracts, price, now }) => {
    const venue = await openLocalTopstepx({
      ...LOGIN,
      accountId: LOGIN_ACCOUNT,
      feeUsd: FEE_USD,
      brackets: 'auto_oco',
      listings: () => contracts.map((id) => ({ id, ...FUTURE })),
      priceOf: price,
      now: () => now,
    });
    return {
      venue,
      place: { url: venue.url } satisfies z.infer<typeof place>,
      accepted: async () => acceptedBy(venue),
      close: () => venue.close(),
    };
  },
  openBroker: (at, { instrumentOf }) =>
    openTopstepxBroker({
      client: openTopstepxClient({ ...LOGIN, baseUrl: place.parse(at).url, pace: FAST }),
      topstepxAccountId: LOGIN_ACCOUNT,
      instrumentOf,
      settlingMs: SETTLING_MS,
      feeRoomUsd: new Decimal(FEE_USD),
      brackets: true,
    }),
};

function acceptedBy({ book }: LocalTopstepx): ReadonlyMap<string, string> {
  return new Map(
    book.orders.flatMap(({ order, trades }) => {
      const contracts = trades.reduce((sum, { size }) => sum + size, 0);
      return contracts === 0 ? [] : [[order.customTag ?? '', new Decimal(contracts).mul(UNITS).toFixed()]];
    }),
  );
}
