import { randomUUID } from 'node:crypto';
import { Decimal, ZERO } from '@atc/core/kernel/money';
import { levelFault, lockedBy, placeFault } from './refusals.ts';
import type { NewOrder } from './wire.ts';

/** An order in the venue's ledger. */
export interface BookedOrder {
  readonly order: NewOrder;
  /** Another one after a stop was replaced. */
  orderId: string;
  readonly quantity: Decimal;
  /** What it is filled at. */
  price: Decimal;
  /** Of a stop: the price at or under which it sells. */
  stopPrice: Decimal | null;
  filled: Decimal;
  feeUsd: Decimal;
  filledAt: Date;
  state: 'working' | 'filled' | 'canceled';
  /** Of a stop that was taken back: it locks its shares for so many sales more. */
  locksFor: number;
  /** The detail shows it as working until it was asked for so often. */
  showsAfter: number;
}

export type Taken =
  | { readonly kind: 'booked'; readonly booked: BookedOrder }
  | { readonly kind: 'refused'; readonly code: string };

export interface WebullBook {
  /** Accepted orders by our `client_order_id`, in the order of their coming. */
  readonly orders: ReadonlyMap<string, BookedOrder>;
  take(order: NewOrder): Taken;
  /** Takes back what is left of an order that works; false when none of that id does. */
  cancel(clientOrderId: string): boolean;
  /** Lets a stop that works sell at another price; the code of why it does not. */
  replace(clientOrderId: string, stopPrice: Decimal): string | null;
  /** Sells every stop whose price was reached; a test says so when a price has moved, and every request does. */
  tick(): void;
  /** A stop that is taken back locks its shares until so many sales were refused. */
  freeLate(sales: number): void;
  /** The next order that is taken works here, so much of it filled; a test lets it rest. */
  restNext(filledShare?: number): void;
  /** Fills what is left of an order that works. */
  complete(clientOrderId: string): void;
  held(symbol: string): Decimal;
  /** Shares that no stop has locked. */
  free(symbol: string): Decimal;
  cash(): Decimal;
  symbols(): readonly string[];
}

export interface BookRules {
  /** The last price of a symbol in USD; null where there is none. */
  readonly priceOf: (symbol: string) => number | null;
  /** Cash the account has at the start. */
  readonly cashUsd: number;
  /** The time that fills bear; the machine's unless told. */
  readonly now?: () => Date;
}

const SHARE_DECIMALS = 5;
/** Regulatory fee on sales, as a fraction of the proceeds. */
const SALE_FEE = '0.0000278';

/**
 * The ledger of one account: an id is one order for ever, bought shares are there to be sold unless a stop has locked them,
 * cash does not go below nothing. A stop works until its price is reached, and then sells at the market.
 */
export function openBook(rules: BookRules): WebullBook {
  const { priceOf } = rules;
  const orders = new Map<string, BookedOrder>();
  const ledger = openLedger(rules);
  const { held, cash } = ledger;
  const locked = (symbol: string) => lockedBy(orders.values(), symbol);
  let restingShare: number | null = null;
  let late = 0;
  const book = (order: NewOrder, quantity: Decimal, price: Decimal): Taken => {
    const booked = ledger.enter(order, quantity, price);
    orders.set(order.client_order_id, booked);
    if (booked.stopPrice !== null) return { kind: 'booked', booked };
    const share = quantity.mul(restingShare ?? 1).toDecimalPlaces(SHARE_DECIMALS, Decimal.ROUND_DOWN);
    restingShare = null;
    if (share.gt(0)) ledger.fill(booked, share);
    return { kind: 'booked', booked };
  };
  const working = (id: string) => {
    const booked = orders.get(id);
    return booked?.state === 'working' ? booked : null;
  };
  return {
    orders,
    held,
    free: (symbol) => held(symbol).sub(locked(symbol)),
    cash,
    symbols: ledger.symbols,
    cancel: (id) => {
      const booked = working(id);
      if (booked) Object.assign(booked, { state: 'canceled', locksFor: late });
      return booked !== null;
    },
    replace: (id, stopPrice) => replaceStop(working(id), stopPrice, priceOf),
    tick: () => {
      for (const booked of orders.values()) if (isReached(booked, priceOf)) ledger.complete(booked);
    },
    freeLate: (sales) => {
      late = sales;
    },
    restNext: (filledShare = 0) => {
      restingShare = filledShare;
    },
    complete: (id) => {
      const booked = working(id);
      if (booked) ledger.complete(booked);
    },
    take: (order) => {
      if (orders.has(order.client_order_id)) return { kind: 'refused', code: 'TRADE_PLACE_ORDER_REPEAT' };
      const { symbol } = order;
      const last = priceOf(symbol);
      if (last === null) return { kind: 'refused', code: 'INVALID_SYMBOL' };
      const [price, quantity] = [new Decimal(last), quantityOf(order, last)];
      const facts = { price, quantity, held: held(symbol), locked: locked(symbol), cash: cash() };
      const code = placeFault(order, facts);
      if (order.side === 'SELL') loosen(orders.values(), symbol);
      return code === null ? book(order, quantity, price) : { kind: 'refused', code };
    },
  };
}

function loosen(orders: Iterable<BookedOrder>, symbol: string): void {
  for (const booked of orders) if (booked.order.symbol === symbol && booked.locksFor > 0) booked.locksFor -= 1;
}

const newOrderId = () => randomUUID().replaceAll('-', '');

function replaceStop(booked: BookedOrder | null, stopPrice: Decimal, priceOf: BookRules['priceOf']): string | null {
  if (!booked?.stopPrice) return 'ORDER_STATUS_NOT_MODIFIABLE';
  const fault = levelFault(stopPrice, new Decimal(priceOf(booked.order.symbol) ?? 0));
  if (fault) return fault;
  booked.stopPrice = stopPrice;
  booked.orderId = newOrderId();
  return null;
}

function isReached({ state, stopPrice, order }: BookedOrder, priceOf: BookRules['priceOf']): boolean {
  return state === 'working' && stopPrice?.gte(priceOf(order.symbol) ?? Number.POSITIVE_INFINITY) === true;
}

/** What fills orders and counts shares and cash. */
function openLedger({ priceOf, cashUsd, now = () => new Date() }: BookRules) {
  const shares = new Map<string, Decimal>();
  let cash = new Decimal(cashUsd);
  const held = (symbol: string) => shares.get(symbol) ?? ZERO;
  const fill = (booked: BookedOrder, quantity: Decimal): void => {
    const { symbol, side } = booked.order;
    const usd = quantity.mul(booked.price);
    const feeUsd = side === 'SELL' ? usd.mul(SALE_FEE).toDecimalPlaces(2, Decimal.ROUND_UP) : ZERO;
    cash = side === 'BUY' ? cash.sub(usd) : cash.add(usd).sub(feeUsd);
    shares.set(symbol, side === 'BUY' ? held(symbol).add(quantity) : held(symbol).sub(quantity));
    booked.filled = booked.filled.add(quantity);
    booked.feeUsd = booked.feeUsd.add(feeUsd);
    booked.filledAt = now();
    if (booked.filled.eq(booked.quantity)) booked.state = 'filled';
  };
  return {
    held,
    cash: () => cash,
    symbols: () => [...shares.keys()],
    fill,
    enter: (order: NewOrder, quantity: Decimal, price: Decimal): BookedOrder => ({
      ...{ order, orderId: newOrderId(), quantity, price, state: 'working', showsAfter: 0, locksFor: 0 },
      ...{ filled: ZERO, feeUsd: ZERO, filledAt: now() },
      stopPrice: order.stop_price === undefined ? null : new Decimal(order.stop_price),
    }),
    /** Fills what is left: a stop at the last price, all else at the one it was taken at. */
    complete: (booked: BookedOrder): void => {
      if (booked.stopPrice !== null) booked.price = new Decimal(priceOf(booked.order.symbol) ?? booked.price);
      fill(booked, booked.quantity.sub(booked.filled));
    },
  };
}

/** What an order would cost; null where nothing has that symbol. */
export function costOf(order: NewOrder, { priceOf }: Pick<BookRules, 'priceOf'>): Decimal | null {
  const price = priceOf(order.symbol);
  return price === null ? null : quantityOf(order, price).mul(price);
}

function quantityOf(order: NewOrder, price: number): Decimal {
  return order.entrust_type === 'AMOUNT'
    ? new Decimal(order.total_cash_amount ?? 0).div(price).toDecimalPlaces(SHARE_DECIMALS, Decimal.ROUND_DOWN)
    : new Decimal(order.quantity ?? 0);
}
