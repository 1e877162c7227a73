import { type VenueFill, type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { type Decimal, roundUsd, ZERO } from '@atc/core/kernel/money';
import type { Charges } from '../fees/charges.ts';
import { floorTo } from './new-order.ts';
import type { ExchangeOrder, ExchangeTrade, PairFacts } from './wire.ts';

const statuses = {
  open: 'submitted',
  canceling: 'submitted',
  closed: 'filled',
  canceled: 'canceled',
  expired: 'canceled',
  rejected: 'rejected',
} as const satisfies Record<ExchangeOrder['status'], VenueReport['status']>;

export interface ToldOrder {
  readonly order: ExchangeOrder;
  readonly trades: readonly ExchangeTrade[];
  readonly charges: Charges;
  /** What was charged in other coins, in dollars. */
  readonly apartUsd: Decimal;
}

/** Whether an order has ended: what it filled is told then, as one sum. */
export function hasEnded({ status }: ExchangeOrder): boolean {
  return statuses[status] !== 'submitted';
}

/** What an exchange says of our order. Throws while its trades do not make up what it says was filled. */
export function reportOf(clientOrderId: string, told: ToldOrder, facts: PairFacts): VenueReport {
  const { order } = told;
  const status = statuses[order.status];
  const fills = hasEnded(order) && order.filled.gt(0) ? [sumOf(told, facts)] : [];
  if (status === 'filled' && fills.length === 0)
    throw new VenueUnknownError('the exchange says that an order is filled and names no quantity');
  return {
    clientOrderId,
    venueOrderId: order.id,
    // A cancelled remainder leaves what was filled.
    status: status === 'rejected' && fills.length > 0 ? 'canceled' : status,
    fills,
    reason: status === 'filled' || status === 'submitted' ? null : `the exchange says ${order.status}`,
    restsAt: status === 'submitted' && order.filled.isZero() ? (order.triggerPrice ?? null) : null,
  };
}

/**
 * What was filled. Of a purchase the fee may be kept from what was bought; what is left is counted in whole steps,
 * since no part of one can be sold: the rest is lost like a fee, and booked as one.
 */
function sumOf({ order, trades, charges, apartUsd }: ToldOrder, facts: PairFacts): VenueFill {
  const gross = total(trades.map(({ amount }) => amount));
  if (!gross.eq(order.filled)) throw new VenueUnknownError('the exchange does not tell every trade of an order yet');
  const paid = total(trades.map(({ cost }) => cost));
  const price = paid.div(gross);
  const quantity = order.side === 'buy' ? floorTo(gross.sub(charges.base), facts.precision.amount) : gross;
  const usd = roundUsd(price.mul(quantity));
  const feeApartUsd = roundUsd(apartUsd);
  return {
    venueFillId: order.id,
    ...{ price, quantity, usd, slippageBps: null },
    feeUsd: roundUsd(paid.sub(usd).add(charges.quote)).add(feeApartUsd),
    feeApartUsd,
    filledAt: new Date(lastAt(trades)),
  };
}

/** When an order traded last (Unix milliseconds). */
export function lastAt(trades: readonly ExchangeTrade[]): number {
  return Math.max(...trades.map(({ timestamp }) => timestamp));
}

function total(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum: Decimal, amount) => sum.add(amount), ZERO);
}
