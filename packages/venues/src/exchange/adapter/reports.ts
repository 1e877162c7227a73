import { type VenueFill, type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { type Decimal, roundUsd, ZERO } from '@atc/core/kernel/money';
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
}

/** Whether an order has ended: what it filled is told then, as one sum. */
export function hasEnded({ status }: ExchangeOrder): boolean {
  return statuses[status] !== 'submitted';
}

/** What an exchange says of our order. Throws while its trades do not make up what it says was filled. */
export function reportOf(clientOrderId: string, { order, trades }: ToldOrder, facts: PairFacts): VenueReport {
  const status = statuses[order.status];
  const fills = hasEnded(order) && order.filled.gt(0) ? [sumOf(order, trades, facts)] : [];
  if (status === 'filled' && fills.length === 0)
    throw new VenueUnknownError('the exchange says that an order is filled and names no quantity');
  return {
    clientOrderId,
    venueOrderId: order.id,
    // A cancelled remainder leaves what was filled.
    status: status === 'rejected' && fills.length > 0 ? 'canceled' : status,
    fills,
    reason: status === 'filled' || status === 'submitted' ? null : `the exchange says ${order.status}`,
  };
}

/**
 * What was filled. Of a purchase the fee may be kept from what was bought; what is left is counted in whole steps,
 * since no part of one can be sold: the rest is lost like a fee, and booked as one. A fee in a third coin is paid
 * apart.
 */
function sumOf(order: ExchangeOrder, trades: readonly ExchangeTrade[], facts: PairFacts): VenueFill {
  const gross = total(trades.map(({ amount }) => amount));
  if (!gross.eq(order.filled)) throw new VenueUnknownError('the exchange does not tell every trade of an order yet');
  const paid = total(trades.map(({ cost }) => cost));
  const price = paid.div(gross);
  const quantity = floorTo(gross.sub(feesIn(facts.base, trades)), facts.precision.amount);
  const usd = roundUsd(price.mul(quantity));
  return {
    venueFillId: order.id,
    ...{ price, quantity, usd, slippageBps: null },
    feeUsd: roundUsd(paid.sub(usd).add(feesIn(facts.quote, trades))),
    filledAt: new Date(Math.max(...trades.map(({ timestamp }) => timestamp))),
  };
}

function feesIn(coin: string, trades: readonly ExchangeTrade[]): Decimal {
  const charged = trades.flatMap(({ fee, fees }) => (fees && fees.length > 0 ? fees : [fee ?? {}]));
  return total(charged.flatMap(({ cost, currency }) => (currency === coin && cost ? [cost] : [])));
}

function total(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum: Decimal, amount) => sum.add(amount), ZERO);
}
