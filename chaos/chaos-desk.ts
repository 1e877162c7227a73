import type { Dice } from '@atc/core/kernel/dice';
import { Decimal, ZERO } from '@atc/core/kernel/money';
import type { LocalVenue } from '@atc/venues/local';
import { openLocalTopstepx } from '@atc/venues/topstepx';
import { openLocalWebull } from '@atc/venues/webull';
import { type OrderDesk, orderDesk } from '../packages/core/src/testing/order-desk.ts';
import { DESK_START } from '../packages/core/src/testing/test-desk.ts';
import { openJupiterChaos } from './jupiter.ts';
import { CHAOS_ACCOUNT, CHAOS_KEYS, CHAOS_LOGIN, CHAOS_LOGIN_ACCOUNT } from './open-broker.ts';
import type { ChaosPlace, ChaosPlan, Lane, Round } from './plan.ts';

/** A venue for chaos: where it is, and what it took. */
interface ChaosVenue {
  readonly place: ChaosPlace;
  /** Quantity of each order that the venue took and filled, by our id. */
  accepted(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

export interface ChaosDesk {
  readonly desk: OrderDesk;
  readonly venue: ChaosVenue;
  readonly plan: Omit<ChaosPlan, 'dieAt' | 'dieWhere'>;
  close(): Promise<void>;
}

export interface ChaosSize {
  readonly lanes: number;
  /** Rounds of a lane: two orders each. */
  readonly rounds: number;
  /** Share of the venue's requests that go wrong. */
  readonly faults: number;
}

type VenueName = ChaosPlace['venue'];
/** Lets a venue's requests go wrong from now on. */
interface Plague {
  (venue: LocalVenue): void;
  /** Whether the next order is filled in parts. */
  readonly partly: () => boolean;
  /** What is paid at this moment: now and then so little that a stop which rests sells. */
  readonly price: () => number;
}

const MOST_LANES = 20;
/** What everything costs: at a tenth of a cent no stop fits between a price and nothing. */
const PRICES = { paper: 0.00002, jupiter: 0.00002, webull: 20, topstepx: 20 } as const;
/** Under every stop of a price above. */
const DIP = 0.8;
/** A contract of so many units: 2 USD at the price above. */
const FUTURE_UNITS = 0.1;
const FUTURE = { tickSize: 0.01, tickValue: 0.01 * FUTURE_UNITS, activeContract: true };

/** The venues that chaos is let loose on. */
export const chaosVenues: readonly VenueName[] = ['paper', 'webull', 'topstepx', 'jupiter'];

const venues: Readonly<Record<VenueName, (desk: OrderDesk, plague: Plague) => Promise<ChaosVenue>>> = {
  paper: async ({ db }) => ({
    place: { venue: 'paper' },
    accepted: async () => {
      const orders = await db.paperOrder.findMany({ include: { fills: true } });
      const filled = orders.filter(({ fills }) => fills.length > 0);
      const quantityOf = (fills: readonly { readonly quantity: Decimal }[]) =>
        fills.reduce((sum: Decimal, fill) => sum.add(fill.quantity), ZERO).toFixed();
      return new Map(filled.map(({ clientOrderId, fills }) => [clientOrderId, quantityOf(fills)]));
    },
    close: async () => undefined,
  }),
  webull: async (_, plague) => {
    const venue = await openLocalWebull({
      ...CHAOS_KEYS,
      accountId: CHAOS_ACCOUNT,
      cashUsd: 1e6,
      priceOf: plague.price,
      now: () => DESK_START,
      needsToken: true,
    });
    plague(venue);
    venue.fillPartly(plague.partly);
    return {
      place: { venue: 'webull', url: venue.url },
      accepted: async () =>
        new Map(
          [...venue.book.orders].flatMap(([id, { filled }]) => (filled.isZero() ? [] : [[id, filled.toFixed()]])),
        ),
      close: () => venue.close(),
    };
  },
  jupiter: async ({ db }, plague) => {
    const contracts = Array.from({ length: MOST_LANES }, (_, i) => ({ contract: `C${i}_USDT`, decimals: 6 }));
    const { venue, ...rest } = await openJupiterChaos(db, contracts, PRICES.jupiter);
    plague(venue);
    return rest;
  },
  topstepx: async (_, plague) => {
    const venue = await openLocalTopstepx({
      ...CHAOS_LOGIN,
      accountId: CHAOS_LOGIN_ACCOUNT,
      feeUsd: 0.01,
      brackets: 'auto_oco',
      listings: () => Array.from({ length: MOST_LANES }, (_, i) => ({ id: `C${i}_USDT`, ...FUTURE })),
      priceOf: plague.price,
      now: () => DESK_START,
    });
    plague(venue);
    return {
      place: { venue: 'topstepx', url: venue.url },
      accepted: async () =>
        new Map(
          venue.book.orders.flatMap(({ order, trades }) => {
            const contracts = trades.reduce((sum, { size }) => sum + size, 0);
            return contracts === 0 ? [] : [[order.customTag ?? '', new Decimal(contracts).mul(FUTURE_UNITS).toFixed()]];
          }),
        ),
      close: () => venue.close(),
    };
  },
};

/** A desk with every step of the plan written down, as if the door had accepted it, and its venue. */
export async function openChaosDesk(venueName: VenueName, size: ChaosSize, dice: Dice): Promise<ChaosDesk> {
  const symbols = Array.from({ length: size.lanes }, (_, i) => `C${i}`);
  const price = PRICES[venueName];
  const desk = await orderDesk({ symbols, price });
  const venue = await venues[venueName](desk, plagueOf(size.faults, { dice, price }));
  const lanes: Lane[] = [];
  for (const symbol of symbols) {
    const instrumentId = await desk.addInstrument(symbol);
    lanes.push({ symbol, instrumentId, rounds: await addRounds(desk, instrumentId, size.rounds) });
  }
  return {
    desk,
    venue,
    plan: {
      databaseUrl: desk.databaseUrl,
      accountId: desk.accountId,
      place: venue.place,
      at: DESK_START.toISOString(),
      price,
      lanes,
    },
    close: async () => {
      await venue.close();
      await desk.close();
    },
  };
}

async function addRounds(desk: OrderDesk, instrumentId: string, count: number): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let i = 0; i < count; i += 1)
    rounds.push({ buy: await desk.addStep(instrumentId), sell: await desk.addStep(instrumentId) });
  return rounds;
}

/** Share of the orders that are filled in parts, where a venue can. */
const PARTLY = 0.3;
/** Share of the looks at a price that find it fallen. */
const DIPS = 0.01;

function plagueOf(faults: number, { dice, price }: { readonly dice: Dice; readonly price: number }): Plague {
  let rolled = 0;
  const roll = (what: string) => {
    rolled += 1;
    return dice.roll(what, String(rolled));
  };
  return Object.assign((venue: LocalVenue) => venue.faults.plague(() => roll('chaos.fault'), faults, 0), {
    partly: () => roll('chaos.partly') < PARTLY,
    price: () => (roll('chaos.dip') < DIPS ? price * DIP : price),
  });
}
