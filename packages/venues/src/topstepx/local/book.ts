import { type BookedOrder, type LedgerRules, openLedger } from './ledger.ts';
import {
  type Asked,
  type BracketMode,
  bracketFault,
  lockedBy,
  placeFault,
  priceFault,
  type Refusal,
} from './refusals.ts';
import { type NewOrder, STOP } from './wire.ts';

export type Taken =
  | { readonly kind: 'booked'; readonly booked: BookedOrder }
  /** Some refused orders are shown all the same, under an id. */
  | ({ readonly kind: 'refused'; readonly id?: number } & Refusal);

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
  /** From now on stops that purchases leave are hidden from so many searches. */
  hideBrackets(searches: number): void;
  /** Somebody sells contracts past us, whatever is locked. */
  sellByHand(contractId: string, size: number): void;
  /** Contracts held, long above zero. */
  held(contractId: string): number;
}

export interface BookRules extends LedgerRules {
  /** `position` unless told. */
  readonly brackets?: BracketMode;
}

/**
 * The ledger of one account: a tag is taken once for ever, an order of several contracts is filled in two trades, what
 * is sold is held and locked by no stop. A stop works until its price is reached, and then sells at the market.
 */
export function openBook(rules: BookRules): TopstepxBook {
  const { listings, priceOf, brackets = 'position', changed = () => undefined } = rules;
  const ledger = openLedger(rules);
  const { orders, held } = ledger;
  const asked = (contractId: string): Asked => ({
    listing: listings().find(({ id }) => id === contractId),
    price: priceOf(contractId),
    free: held(contractId) - lockedBy(orders, contractId),
  });
  const working = (is: (order: BookedOrder) => boolean) => orders.find((one) => one.state === 'working' && is(one));
  let rests = false;
  const book = (order: NewOrder): Taken => {
    const booked = ledger.enter(order);
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
    hideBrackets: ledger.hideLeft,
    restNext: () => {
      rests = true;
    },
    take: (order) => {
      const known = order.customTag !== undefined && orders.some((one) => one.order.customTag === order.customTag);
      if (known) return { kind: 'refused', code: 2, message: 'customTag must be unique' };
      const refusal = placeFault(order, asked(order.contractId));
      if (refusal) return { kind: 'refused', ...refusal };
      const fault = bracketFault(order, brackets);
      return fault ? { kind: 'refused', id: ledger.enter(order, { state: 'rejected' }).id, ...fault } : book(order);
    },
  };
}

function isReached({ state, stopPrice, order }: BookedOrder, priceOf: BookRules['priceOf']): boolean {
  return (
    state === 'working' && stopPrice !== null && (priceOf(order.contractId) ?? Number.POSITIVE_INFINITY) <= stopPrice
  );
}
