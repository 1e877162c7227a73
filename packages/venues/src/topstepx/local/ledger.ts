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
  state: 'working' | 'filled' | 'canceled' | 'rejected';
  /** Of a stop that a purchase left. */
  readonly parentId: number | null;
  /** Searches do not show it until they were made so often. */
  hiddenFor: number;
  /** Searches show it as working until they were made so often. */
  showsAfter: number;
}

export interface LedgerRules {
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

export interface Ledger {
  /** Orders in the order of their coming. */
  readonly orders: readonly BookedOrder[];
  /** Contracts held, long above zero. */
  held(contractId: string): number;
  /** Writes an order down, working unless told. */
  enter(order: NewOrder, changes?: Partial<BookedOrder>): BookedOrder;
  /** Fills an order at the last price; a purchase with a bracket leaves its stop then. */
  fill(booked: BookedOrder): void;
  /** Takes contracts away past all orders. */
  take(contractId: string, size: number): void;
  /** From now on stops that purchases leave are hidden from so many searches. */
  hideLeft(searches: number): void;
}

/** What is written down of orders, fills them at the last price and counts what is held. */
export function openLedger(rules: LedgerRules): Ledger {
  const { listings, priceOf, feeUsd = 0.37, now = () => new Date(), changed = () => undefined } = rules;
  const orders: BookedOrder[] = [];
  const positions = new Map<string, number>();
  let [lastId, hidden] = [26_974, 0];
  const held = (contractId: string) => positions.get(contractId) ?? 0;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  const enter = (order: NewOrder, changes: Partial<BookedOrder> = {}): BookedOrder => {
    const booked: BookedOrder = {
      ...{ order, id: nextId(), takenAt: new Date(), filledAt: now(), stopPrice: order.stopPrice ?? null },
      ...{ trades: [], state: 'working', showsAfter: 0, parentId: null, hiddenFor: 0, ...changes },
    };
    orders.push(booked);
    return booked;
  };
  const leave = ({ order, id }: BookedOrder, price: number) => {
    const listing = listings().find((one) => one.id === order.contractId);
    const left = listing && stopLeft(order, { price, tickSize: listing.tickSize });
    if (left) changed(enter(left, { parentId: id, hiddenFor: hidden }));
  };
  return {
    orders,
    held,
    enter,
    take: (contractId, size) => {
      positions.set(contractId, held(contractId) - size);
    },
    hideLeft: (searches) => {
      hidden = searches;
    },
    fill: (booked) => {
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
      leave(booked, price);
    },
  };
}

/** An order of several contracts is filled in two. */
function partsOf(size: number): readonly number[] {
  const first = Math.ceil(size / 2);
  return [first, size - first].filter((part) => part > 0);
}

interface Filled {
  readonly price: number;
  readonly tickSize: number;
}

/**
 * The stop that an order leaves once it is filled, so many ticks from its fill, under its tag; null without a bracket.
 */
function stopLeft(order: NewOrder, { price, tickSize }: Filled): NewOrder | null {
  const { stopLossBracket: bracket, customTag, accountId, contractId, size } = order;
  if (!bracket) return null;
  const steps = Math.round(price / tickSize) + bracket.ticks;
  return {
    ...{ accountId, contractId, size, type: STOP, side: 1 },
    stopPrice: Number((steps * tickSize).toFixed(10)),
    customTag: `${customTag ?? 'AutoBracket'}-SL`,
  };
}
