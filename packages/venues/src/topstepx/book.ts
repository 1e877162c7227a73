import { z } from 'zod';

/** A new order as the gateway takes it. Only market orders are spoken here. */
export const newOrder = z.object({
  accountId: z.int(),
  contractId: z.string(),
  type: z.literal(2),
  side: z.union([z.literal(0), z.literal(1)]),
  size: z.int(),
  customTag: z.string().min(1).optional(),
});

export type NewOrder = z.infer<typeof newOrder>;

/** A contract that the venue lists. */
export interface Listing {
  readonly id: string;
  readonly tickSize: number;
  readonly tickValue: number;
  readonly activeContract: boolean;
}

export interface BookedTrade {
  readonly id: number;
  readonly size: number;
  readonly price: number;
  readonly fees: number;
}

/** An order in the venue's ledger. */
export interface BookedOrder {
  readonly order: NewOrder;
  readonly id: number;
  /** Machine time: what searches go by. */
  readonly takenAt: Date;
  filledAt: Date;
  trades: readonly BookedTrade[];
  state: 'working' | 'filled' | 'canceled';
  /** Searches show it as working until they were made so often. */
  showsAfter: number;
}

export type Taken =
  | { readonly kind: 'booked'; readonly booked: BookedOrder }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string };

export interface TopstepxBook {
  /** Accepted orders in the order of their coming. */
  readonly orders: readonly BookedOrder[];
  take(order: NewOrder): Taken;
  /** Takes back an order that works; false when none of that id does. */
  cancel(id: number): boolean;
  /** The next order that is taken works here, nothing of it filled; a test lets it rest. */
  restNext(): void;
  /** Fills an order that works. */
  complete(customTag: string): void;
  /** Contracts held, long above zero. */
  held(contractId: string): number;
}

export interface BookRules {
  readonly listings: () => readonly Listing[];
  /** The last price of a contract; null where there is none. */
  readonly priceOf: (contractId: string) => number | null;
  /** USD a contract and side; 0.37 unless told. */
  readonly feeUsd?: number;
  /** The time that fills bear; the machine's unless told. */
  readonly now?: () => Date;
  /** Hears of every order that was taken, filled or taken back. */
  readonly changed?: (order: BookedOrder) => void;
}

/** The ledger of one account: a tag is taken once for ever, an order of several contracts is filled in two trades, what is sold is held. */
export function openBook(rules: BookRules): TopstepxBook {
  const { listings, priceOf, feeUsd = 0.37, now = () => new Date(), changed = () => undefined } = rules;
  const orders: BookedOrder[] = [];
  const positions = new Map<string, number>();
  let lastId = 26_974;
  const held = (contractId: string) => positions.get(contractId) ?? 0;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  let rests = false;
  const fill = (booked: BookedOrder, price: number) => {
    const { size, side, contractId } = booked.order;
    booked.trades = partsOf(size).map((part) => ({
      ...{ id: nextId(), size: part, price },
      fees: Math.round(part * feeUsd * 100) / 100,
    }));
    booked.filledAt = now();
    booked.state = 'filled';
    positions.set(contractId, held(contractId) + (side === 0 ? size : -size));
  };
  const working = (is: (order: BookedOrder) => boolean) => orders.find((one) => one.state === 'working' && is(one));
  const book = (order: NewOrder, price: number): Taken => {
    const at = { takenAt: new Date(), filledAt: now() };
    const booked: BookedOrder = { order, id: nextId(), ...at, trades: [], state: 'working', showsAfter: 0 };
    if (!rests) fill(booked, price);
    rests = false;
    orders.push(booked);
    changed(booked);
    return { kind: 'booked', booked };
  };
  return {
    orders,
    held,
    cancel: (id) => {
      const booked = working((one) => one.id === id);
      if (!booked) return false;
      booked.state = 'canceled';
      changed(booked);
      return true;
    },
    complete: (customTag) => {
      const booked = working(({ order }) => order.customTag === customTag);
      const price = booked ? priceOf(booked.order.contractId) : null;
      if (!booked || price === null) return;
      fill(booked, price);
      changed(booked);
    },
    restNext: () => {
      rests = true;
    },
    take: (order) => {
      const known = order.customTag !== undefined && orders.some((one) => one.order.customTag === order.customTag);
      if (known) return { kind: 'refused', code: 2, message: 'customTag must be unique' };
      const price = priceOf(order.contractId);
      const refusal = refusalOf(order, { listing: listings().find(({ id }) => id === order.contractId), held, price });
      if (refusal || price === null) return { kind: 'refused', ...(refusal ?? NOT_FOUND) };
      return book(order, price);
    },
  };
}

/** An order of several contracts is filled in two. */
function partsOf(size: number): readonly number[] {
  const first = Math.ceil(size / 2);
  return [first, size - first].filter((part) => part > 0);
}

const NOT_FOUND = { code: 8, message: 'contract not found' };

interface Asked {
  readonly listing: Listing | undefined;
  readonly price: number | null;
  readonly held: (contractId: string) => number;
}

function refusalOf(order: NewOrder, { listing, price, held }: Asked): Omit<Taken & { kind: 'refused' }, 'kind'> | null {
  if (!listing || price === null) return NOT_FOUND;
  if (!listing.activeContract && order.side === 0) return { code: 9, message: 'contract not active' };
  if (order.size < 1) return { code: 2, message: 'size must be above zero' };
  if (order.side === 1 && held(order.contractId) < order.size)
    return { code: 4, message: 'account violation: long positions only' };
  return null;
}
