import { type Asked, lockedBy, placeFault, priceFault, type Refusal } from './refusals.ts';
import { type NewOrder, STOP } from './wire.ts';

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
  /** Of a stop: the price at or under which it sells. */
  stopPrice: number | null;
  filledAt: Date;
  trades: readonly BookedTrade[];
  state: 'working' | 'filled' | 'canceled';
  /** Searches show it as working until they were made so often. */
  showsAfter: number;
}

export type Taken =
  | { readonly kind: 'booked'; readonly booked: BookedOrder }
  | ({ readonly kind: 'refused' } & Refusal);

export interface TopstepxBook {
  /** Accepted orders in the order of their coming. */
  readonly orders: readonly BookedOrder[];
  take(order: NewOrder): Taken;
  /** Takes back an order that works; false when none of that id does. */
  cancel(id: number): boolean;
  /** Lets a stop that works sell at another price; says why it does not. */
  modify(id: number, stopPrice: number): Refusal | null;
  /** Sells every stop whose price was reached; a test says so when a price has moved, and every request does. */
  tick(): void;
  /** The next order that is taken works here, nothing of it filled; a test lets it rest. */
  restNext(): void;
  /** Fills an order that works. */
  complete(customTag: string): void;
  /** Somebody sells contracts past us, whatever is locked. */
  sellByHand(contractId: string, size: number): void;
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

/**
 * The ledger of one account: a tag is taken once for ever, an order of several contracts is filled in two trades, what is
 * sold is held and locked by no stop. A stop works until its price is reached, and then sells at the market.
 */
export function openBook(rules: BookRules): TopstepxBook {
  const { listings, priceOf, changed = () => undefined } = rules;
  const orders: BookedOrder[] = [];
  const ledger = openLedger(rules);
  const { held } = ledger;
  const asked = (contractId: string): Asked => ({
    listing: listings().find(({ id }) => id === contractId),
    price: priceOf(contractId),
    free: held(contractId) - lockedBy(orders, contractId),
  });
  const working = (is: (order: BookedOrder) => boolean) => orders.find((one) => one.state === 'working' && is(one));
  let rests = false;
  const book = (order: NewOrder): Taken => {
    const booked = ledger.enter(order);
    orders.push(booked);
    if (order.type === STOP || rests) changed(booked);
    else ledger.fill(booked);
    if (order.type !== STOP) rests = false;
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
    modify: (id, stopPrice) => {
      const booked = working((one) => one.id === id && one.order.type === STOP);
      if (!booked) return { code: 3, message: 'no stop of that id works' };
      const fault = priceFault(stopPrice, asked(booked.order.contractId));
      if (fault) return { ...fault, code: 3 };
      booked.stopPrice = stopPrice;
      changed(booked);
      return null;
    },
    tick: () => {
      for (const booked of orders.filter((one) => isReached(one, priceOf))) ledger.fill(booked);
    },
    complete: (customTag) => {
      const booked = working(({ order }) => order.customTag === customTag);
      if (booked) ledger.fill(booked);
    },
    sellByHand: ledger.take,
    restNext: () => {
      rests = true;
    },
    take: (order) => {
      const known = order.customTag !== undefined && orders.some((one) => one.order.customTag === order.customTag);
      if (known) return { kind: 'refused', code: 2, message: 'customTag must be unique' };
      const refusal = placeFault(order, asked(order.contractId));
      return refusal ? { kind: 'refused', ...refusal } : book(order);
    },
  };
}

function isReached({ state, stopPrice, order }: BookedOrder, priceOf: BookRules['priceOf']): boolean {
  return (
    state === 'working' && stopPrice !== null && (priceOf(order.contractId) ?? Number.POSITIVE_INFINITY) <= stopPrice
  );
}

/** What fills orders at the last price and counts what is held. */
function openLedger({ priceOf, feeUsd = 0.37, now = () => new Date(), changed = () => undefined }: BookRules) {
  const positions = new Map<string, number>();
  let lastId = 26_974;
  const held = (contractId: string) => positions.get(contractId) ?? 0;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  return {
    held,
    enter: (order: NewOrder): BookedOrder => ({
      ...{ order, id: nextId(), takenAt: new Date(), filledAt: now(), stopPrice: order.stopPrice ?? null },
      ...{ trades: [], state: 'working', showsAfter: 0 },
    }),
    take: (contractId: string, size: number): void => {
      positions.set(contractId, held(contractId) - size);
    },
    fill: (booked: BookedOrder): void => {
      const { size, side, contractId } = booked.order;
      const price = priceOf(contractId);
      if (price === null) return;
      booked.trades = partsOf(size).map((part) => ({
        ...{ id: nextId(), size: part, price },
        fees: Math.round(part * feeUsd * 100) / 100,
      }));
      booked.filledAt = now();
      booked.state = 'filled';
      positions.set(contractId, held(contractId) + (side === 0 ? size : -size));
      changed(booked);
    },
  };
}

/** An order of several contracts is filled in two. */
function partsOf(size: number): readonly number[] {
  const first = Math.ceil(size / 2);
  return [first, size - first].filter((part) => part > 0);
}
