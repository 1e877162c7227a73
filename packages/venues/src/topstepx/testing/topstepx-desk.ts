import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { Decimal } from '@atc/core/kernel/money';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { openTopstepxBroker } from '../adapter/topstepx-broker.ts';
import { openTopstepxClient } from '../adapter/topstepx-client.ts';
import { type BracketMode, type LocalTopstepx, openLocalTopstepx } from '../local/index.ts';

const keys = { userName: 'desk', apiKey: 'key' };
const SYMBOL = 'F';
/** The one future that the venue lists: a tick is worth two cents, one contract is two units. */
export const FUTURE = `${SYMBOL}_USDT`;
const listing = { id: FUTURE, tickSize: 0.01, tickValue: 0.02, activeContract: true };

export interface TopstepxDesk {
  readonly desk: OrderDesk;
  readonly venue: LocalTopstepx;
  readonly ctx: OrderDesk['ctx'];
  readonly instrumentId: string;
  /** Stops at the venue, oldest first: state, price, contracts. */
  stopsAtVenue(): readonly (readonly [string, number | null, number])[];
  close(): Promise<void>;
}

export interface TopstepxDeskOptions {
  readonly priceOf: () => number;
  readonly settlingMs: number;
  /** How the account treats brackets; purchases carry their stop where it is told, and only there. */
  readonly brackets?: BracketMode;
}

/** A desk of a test's own that trades one future at a local TopstepX. */
export async function topstepxDesk({ priceOf, settlingMs, brackets }: TopstepxDeskOptions): Promise<TopstepxDesk> {
  const desk = await orderDesk({ symbols: [SYMBOL], price: priceOf() });
  const venue = await openLocalTopstepx({
    ...{ ...keys, accountId: 1, feeUsd: 0.1, listings: () => [listing], priceOf, now: () => DESK_START },
    ...(brackets ? { brackets } : {}),
  });
  const broker = openTopstepxBroker({
    client: openTopstepxClient({ ...keys, baseUrl: venue.url, pace: { requests: 100_000, windowMs: 1000 } }),
    topstepxAccountId: 1,
    instrumentOf: async (contract) => (await findInstrumentsByContract(desk.db, [contract]))[0]?.id ?? null,
    settlingMs,
    feeRoomUsd: new Decimal('0.1'),
    brackets: brackets !== undefined,
  });
  return {
    desk,
    venue,
    ctx: { ...desk.ctx, brokers: { of: () => broker } },
    instrumentId: await desk.addInstrument(SYMBOL),
    stopsAtVenue: () =>
      venue.book.orders.flatMap(({ order, state, stopPrice }) =>
        order.type === 4 ? [[state, stopPrice, order.size] as const] : [],
      ),
    close: async () => {
      await venue.close();
      await desk.close();
    },
  };
}
