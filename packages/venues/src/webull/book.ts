import { randomUUID } from 'node:crypto';
import { Decimal, ZERO } from '@atc/core/kernel/money';
import { z } from 'zod';

const amount = z.string().regex(/^\d+(\.\d+)?$/);

/** A new order as Webull takes it; numbers are text. */
export const newOrder = z.object({
  client_order_id: z.string().regex(/^[0-9a-zA-Z]{1,32}$/),
  symbol: z.string(),
  side: z.enum(['BUY', 'SELL']),
  order_type: z.literal('MARKET'),
  time_in_force: z.literal('DAY'),
  instrument_type: z.literal('EQUITY'),
  market: z.literal('US'),
  combo_type: z.literal('NORMAL'),
  support_trading_session: z.literal('CORE'),
  entrust_type: z.enum(['QTY', 'AMOUNT']),
  quantity: amount.optional(),
  total_cash_amount: amount.optional(),
});

export type NewOrder = z.infer<typeof newOrder>;

/** An order in the venue's ledger. */
export interface BookedOrder {
  readonly order: NewOrder;
  readonly orderId: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  filled: Decimal;
  feeUsd: Decimal;
  filledAt: Date;
  state: 'working' | 'filled' | 'canceled';
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
  /** The next order that is taken works here, so much of it filled; a test lets it rest. */
  restNext(filledShare?: number): void;
  /** Fills what is left of an order that works. */
  complete(clientOrderId: string): void;
  held(symbol: string): Decimal;
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

/** The ledger of one account: an id is one order for ever, bought shares are there to be sold, cash does not go below nothing. */
export function openBook({ priceOf, cashUsd, now = () => new Date() }: BookRules): WebullBook {
  const orders = new Map<string, BookedOrder>();
  const shares = new Map<string, Decimal>();
  let cash = new Decimal(cashUsd);
  const held = (symbol: string) => shares.get(symbol) ?? ZERO;
  let restingShare: number | null = null;
  const fill = (booked: BookedOrder, quantity: Decimal) => {
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
  const book = (order: NewOrder, quantity: Decimal, price: Decimal): Taken => {
    const orderId = randomUUID().replaceAll('-', '');
    const nothing = { filled: ZERO, feeUsd: ZERO, filledAt: now(), showsAfter: 0 };
    const booked: BookedOrder = { order, orderId, quantity, price, ...nothing, state: 'working' };
    const share = quantity.mul(restingShare ?? 1).toDecimalPlaces(SHARE_DECIMALS, Decimal.ROUND_DOWN);
    restingShare = null;
    if (share.gt(0)) fill(booked, share);
    orders.set(order.client_order_id, booked);
    return { kind: 'booked', booked };
  };
  const working = (id: string) => {
    const booked = orders.get(id);
    return booked?.state === 'working' ? booked : null;
  };
  return {
    orders,
    held,
    cash: () => cash,
    symbols: () => [...shares.keys()],
    cancel: (id) => {
      const booked = working(id);
      if (booked) booked.state = 'canceled';
      return booked !== null;
    },
    restNext: (filledShare = 0) => {
      restingShare = filledShare;
    },
    complete: (id) => {
      const booked = working(id);
      if (booked) fill(booked, booked.quantity.sub(booked.filled));
    },
    take: (order) => {
      if (orders.has(order.client_order_id)) return { kind: 'refused', code: 'TRADE_PLACE_ORDER_REPEAT' };
      const price = priceOf(order.symbol);
      if (price === null) return { kind: 'refused', code: 'INVALID_SYMBOL' };
      const quantity = quantityOf(order, price);
      const have = order.side === 'SELL' ? held(order.symbol) : cash.div(price);
      if (quantity.lte(0)) return { kind: 'refused', code: 'INVALID_PARAMETER' };
      if (have.lt(quantity)) return { kind: 'refused', code: SHORT_OF[order.side] };
      return book(order, quantity, new Decimal(price));
    },
  };
}

const SHORT_OF = { SELL: 'POSITION_NOT_ENOUGH', BUY: 'BUYING_POWER_NOT_ENOUGH' } as const;

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
