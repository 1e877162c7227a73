import type { Dice } from '@atc/core/kernel/dice';
import { type Decimal, ZERO } from '@atc/core/kernel/money';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import type { ChaosTwin, ChaosVenue as TwinVenue } from '@atc/venues/house';
import { venues } from '@atc/venues/registry';
import { demandHouse } from './demand-house.ts';
import { type ChaosPlace, type ChaosPlan, type Lane, PAPER, type Round } from './plan.ts';

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

/** How a venue goes wrong, and what is paid there. */
interface Plague {
  /** Lets the venue's requests go wrong from now on. */
  befall(venue: TwinVenue['venue']): void;
  /** Whether the next order is filled in parts. */
  readonly partly: () => boolean;
  /** What is paid at this moment: now and then so little that a stop which rests sells. */
  readonly price: () => number;
}

const PAPER_PRICE = 0.00002;
/** Under every stop of a price. */
const DIP = 0.8;

/** The venues that chaos is let loose on. */
export const chaosVenues: readonly string[] = [PAPER, ...venues.map(({ name }) => name)];

/** What a venue does for chaos; null where the desk's own paper broker is the venue. */
async function twinOf(venue: string): Promise<ChaosTwin | null> {
  return venue === PAPER ? null : (await demandHouse(venue).twin()).chaos;
}

function paperVenue({ db }: OrderDesk): ChaosVenue {
  return {
    place: { venue: PAPER, reached: null },
    accepted: async () => {
      const orders = await db.paperOrder.findMany({ include: { fills: true } });
      const filled = orders.filter(({ fills }) => fills.length > 0);
      const quantityOf = (fills: readonly { readonly quantity: Decimal }[]) =>
        fills.reduce((sum: Decimal, fill) => sum.add(fill.quantity), ZERO).toFixed();
      return new Map(filled.map(({ clientOrderId, fills }) => [clientOrderId, quantityOf(fills)]));
    },
    close: async () => undefined,
  };
}

interface Staged {
  readonly desk: OrderDesk;
  readonly symbols: readonly string[];
  readonly plague: Plague;
}

async function openVenue(name: string, twin: ChaosTwin, { desk, symbols, plague }: Staged): Promise<ChaosVenue> {
  const contracts = symbols.map((symbol) => `${symbol}_USDT`);
  const { price, partly } = plague;
  const opened = await twin.open({ db: desk.db, contracts, price, partly, now: DESK_START });
  plague.befall(opened.venue);
  const { accepted, close } = opened;
  return { place: { venue: name, reached: opened.place }, accepted, close };
}

/** A desk with every step of the plan written down, as if the door had accepted it, and its venue. */
export async function openChaosDesk(venueName: string, size: ChaosSize, dice: Dice): Promise<ChaosDesk> {
  const symbols = Array.from({ length: size.lanes }, (_, i) => `C${i}`);
  const twin = await twinOf(venueName);
  const price = twin?.price ?? PAPER_PRICE;
  const desk = await orderDesk({ symbols, price });
  const plague = plagueOf(size.faults, { dice, price });
  const venue = twin ? await openVenue(venueName, twin, { desk, symbols, plague }) : paperVenue(desk);
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
  return {
    befall: (venue) => venue.faults.plague(() => roll('chaos.fault'), faults, 0),
    partly: () => roll('chaos.partly') < PARTLY,
    price: () => (roll('chaos.dip') < DIPS ? price * DIP : price),
  };
}
