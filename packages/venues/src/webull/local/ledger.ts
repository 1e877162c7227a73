import { randomUUID } from 'node:crypto';
import { OPTION_UNITS, occOf } from '@atc/core/desk/instruments';
import { Decimal, ZERO } from '@atc/core/kernel/money';
import { contractNamed } from './options/option-contract.ts';

import type { NewOrder, OptionOrder } from './wire.ts';

/** An order in the venue's ledger. */
export interface BookedOrder {
  readonly order: NewOrder;
  /** What it is about: a share by its symbol, an option by its OCC symbol. */
  readonly contract: string;
  /** Another one after a stop was replaced. */
  orderId: string;
  readonly quantity: Decimal;
  /** What it is filled at. */
  price: Decimal;
  /** Of a stop: the price at or under which it sells. */
  stopPrice: Decimal | null;
  /** Of an option: the worst price that it is filled at. */
  readonly limitPrice: Decimal | null;
  filled: Decimal;
  feeUsd: Decimal;
  filledAt: Date;
  state: 'working' | 'filled' | 'canceled';
  /** A test holds it back: no price fills what is left of it. */
  rests: boolean;
  /** Of one that was taken back: it locks what it would have sold for so many sales more. */
  locksFor: number;
  /** The detail shows it as working until it was asked for so often. */
  showsAfter: number;
}

/** What is held of one contract. */
export interface Holding {
  readonly positionId: string;
  readonly quantity: Decimal;
  /** What was paid for it, without fees. */
  readonly costUsd: Decimal;
}

export interface BookRules {
  /** The last price in USD of a share by its symbol, of an option by its OCC symbol; null where there is none. */
  readonly priceOf: (symbol: string) => number | null;
  /** Cash the account has at the start. */
  readonly cashUsd: number;
  /** The time that fills bear; the machine's unless told. */
  readonly now?: () => Date;
}

/** How each kind is counted and charged: USD for each unit, and a fraction of what a sale brings. */
const KINDS = {
  EQUITY: { multiplier: 1, decimals: 5, unitFeeUsd: '0', saleFee: '0.0000278' },
  OPTION: { multiplier: OPTION_UNITS, decimals: 0, unitFeeUsd: '0.05', saleFee: '0' },
} as const satisfies Record<NewOrder['instrument_type'], unknown>;

export const newOrderId = () => randomUUID().replaceAll('-', '');

/** Fills orders and counts cash and what is held. */
export function openLedger(rules: BookRules) {
  const { cashUsd, now = () => new Date() } = rules;
  const holdings = new Map<string, Holding>();
  let cash = new Decimal(cashUsd);
  const fill = (booked: BookedOrder, quantity: Decimal): void => {
    const { contract, order, price } = booked;
    const usd = quantity.mul(price).mul(KINDS[order.instrument_type].multiplier);
    const feeUsd = feeOf(order, quantity, usd);
    cash = (order.side === 'BUY' ? cash.sub(usd) : cash.add(usd)).sub(feeUsd);
    holdings.set(contract, moved(holdings.get(contract), order.side === 'BUY' ? quantity : quantity.neg(), usd));
    booked.filled = booked.filled.add(quantity);
    booked.feeUsd = booked.feeUsd.add(feeUsd);
    booked.filledAt = now();
    if (booked.filled.eq(booked.quantity)) booked.state = 'filled';
  };
  return {
    held: (contract: string) => holdings.get(contract)?.quantity ?? ZERO,
    holding: (contract: string) => holdings.get(contract) ?? null,
    cash: () => cash,
    symbols: () => [...holdings.keys()],
    enter: (order: NewOrder, quantity: Decimal, last: number): BookedOrder => ({
      ...{ order, contract: contractOf(order), orderId: newOrderId(), quantity, price: fillPrice(order, last) },
      ...{ state: 'working', rests: false, showsAfter: 0, locksFor: 0, filled: ZERO, feeUsd: ZERO, filledAt: now() },
      stopPrice: 'stop_price' in order && order.stop_price !== undefined ? new Decimal(order.stop_price) : null,
      limitPrice: limitOf(order),
    }),
    /** Fills so much of an order, in units that can be traded. */
    fillShare: (booked: BookedOrder, share: number): void => {
      const { decimals } = KINDS[booked.order.instrument_type];
      const quantity = booked.quantity.mul(share).toDecimalPlaces(decimals, Decimal.ROUND_DOWN);
      if (quantity.gt(0)) fill(booked, quantity);
    },
    /** Fills what is left: one that rests at the price it was taken at, all else at the last one. */
    complete: (booked: BookedOrder): void => {
      const last = lastOf(booked.order, rules);
      if (!booked.rests && last !== null) booked.price = fillPrice(booked.order, last);
      fill(booked, booked.quantity.sub(booked.filled));
    },
  };
}

function moved(before: Holding | undefined, change: Decimal, usd: Decimal): Holding {
  const { positionId, quantity, costUsd } = before ?? { positionId: newOrderId(), quantity: ZERO, costUsd: ZERO };
  const left = quantity.add(change);
  // What is sold takes its share of the cost along.
  if (change.lt(0)) return { positionId, quantity: left, costUsd: left.gt(0) ? costUsd.mul(left).div(quantity) : ZERO };
  return { positionId, quantity: left, costUsd: costUsd.add(usd) };
}

/** The last price, and never a worse one than the limit. */
function fillPrice(order: NewOrder, last: number): Decimal {
  const limit = limitOf(order);
  if (limit === null) return new Decimal(last);
  return order.side === 'BUY' ? Decimal.min(limit, last) : Decimal.max(limit, last);
}

function feeOf({ instrument_type, side }: NewOrder, quantity: Decimal, usd: Decimal): Decimal {
  const { unitFeeUsd, saleFee } = KINDS[instrument_type];
  const onSale = side === 'SELL' ? usd.mul(saleFee) : ZERO;
  return quantity.mul(unitFeeUsd).add(onSale).toDecimalPlaces(2, Decimal.ROUND_UP);
}

export function contractOf(order: NewOrder): string {
  return order.instrument_type === 'OPTION' ? occOfLeg(order.legs[0]) : order.symbol;
}

function occOfLeg({
  symbol: root,
  strike_price,
  option_expire_date: expiresOn,
  option_type: type,
}: OptionOrder['legs'][0]) {
  return occOf({ root, expiresOn, type, strike: new Decimal(strike_price) });
}

function limitOf(order: NewOrder): Decimal | null {
  return order.instrument_type === 'OPTION' ? new Decimal(order.limit_price) : null;
}

/** The last price of what an order is about; null where nothing of its kind has that name. */
export function lastOf(order: NewOrder, { priceOf }: Pick<BookRules, 'priceOf'>): number | null {
  const contract = contractOf(order);
  const isOption = contractNamed(contract) !== null;
  return isOption === (order.instrument_type === 'OPTION') ? priceOf(contract) : null;
}

/** Whether the last price lets an order be filled: a limit or a stop is reached, and the market is always there. */
export function isMarketable(order: NewOrder, last: number | null): boolean {
  if (order.order_type === 'MARKET') return true;
  return order.order_type === 'LIMIT' && last !== null && fillPrice(order, last).eq(last);
}

/** What so many units of an order cost, at its limit or at a price, and the fee that each order of its kind bears. */
export function costAt(order: NewOrder, quantity: Decimal, price: Decimal.Value) {
  const { multiplier, unitFeeUsd } = KINDS[order.instrument_type];
  const usd = quantity.mul(limitOf(order) ?? price).mul(multiplier);
  return { usd, feeUsd: quantity.mul(unitFeeUsd) };
}

/** Shares of a cash amount, or the quantity that an order names. */
export function quantityOf(order: NewOrder, last: number): Decimal {
  return order.entrust_type === 'AMOUNT'
    ? new Decimal(order.total_cash_amount ?? 0).div(last).toDecimalPlaces(KINDS.EQUITY.decimals, Decimal.ROUND_DOWN)
    : new Decimal(order.quantity ?? 0);
}
