import { Decimal, ZERO } from '@atc/core/kernel/money';
import { type BookedOrder, costAt } from './ledger.ts';
import { optionAccountFault, optionFormFault } from './options/option-refusals.ts';
import type { NewOrder, StockOrder } from './wire.ts';

export interface Asked {
  /** The last price. */
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly held: Decimal;
  /** What sales that wait for their price are about. */
  readonly locked: Decimal;
  readonly buyingPower: Decimal;
}

/** The code of what is wrong with an order by itself; null where only the account and the market decide. */
export function formFault(order: NewOrder): string | null {
  return order.instrument_type === 'OPTION' ? optionFormFault(order) : null;
}

/** The code of what is wrong with an order; null when it is taken. */
export function placeFault(order: NewOrder, asked: Asked): string | null {
  const { price, quantity } = asked;
  if (order.instrument_type === 'EQUITY') return shareFault(order, asked);
  const { usd, feeUsd } = costAt(order, quantity, price);
  return optionAccountFault(order, { ...asked, costUsd: usd.add(feeUsd) });
}

function shareFault(order: StockOrder, { price, quantity, held, locked, buyingPower }: Asked): string | null {
  if (quantity.lte(0)) return 'INVALID_PARAMETER';
  if (order.side === 'BUY' && buyingPower.div(price).lt(quantity)) return 'BUYING_POWER_NOT_ENOUGH';
  if (order.side === 'SELL' && held.lt(quantity)) return 'POSITION_NOT_ENOUGH';
  // Two sales of the same shares would end below nothing: what a stop has locked is not sold beside it.
  if (order.side === 'SELL' && held.sub(locked).lt(quantity)) return 'OPENAPI_ORDER_NOT_SUPPORT_REVERSE_OPTION';
  return stopFault(order, { price, quantity });
}

function stopFault(order: StockOrder, { price, quantity }: Pick<Asked, 'price' | 'quantity'>): string | null {
  const stop = order.order_type === 'STOP_LOSS';
  if (stop !== (order.stop_price !== undefined) || stop !== (order.time_in_force === 'GTC')) return 'INVALID_PARAMETER';
  if (!stop) return null;
  if (order.side === 'BUY' || order.entrust_type !== 'QTY' || !quantity.isInteger()) return 'INVALID_PARAMETER';
  return levelFault(new Decimal(order.stop_price ?? 0), price);
}

/** The code of what is wrong with the price of a stop; null when it can rest there. */
export function levelFault(level: Decimal, price: Decimal): string | null {
  if (level.decimalPlaces() > (level.gte(1) ? 2 : 4)) return 'INVALID_PARAMETER';
  return level.lt(price) ? null : 'OPENAPI_STOP_PRICE_MUST_BE_LESS_THAN_MARKET_PRICE';
}

/** What sales of a contract that wait for their price are about, and some that were just taken back. */
export function lockedBy(orders: Iterable<BookedOrder>, contract: string): Decimal {
  return [...orders]
    .filter((booked) => booked.contract === contract && booked.order.side === 'SELL')
    .filter(({ stopPrice, limitPrice }) => stopPrice !== null || limitPrice !== null)
    .filter(({ state, locksFor }) => state === 'working' || locksFor > 0)
    .reduce((sum: Decimal, { quantity, filled }) => sum.add(quantity).sub(filled), ZERO);
}
