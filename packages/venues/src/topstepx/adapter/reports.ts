import { type VenueFill, type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { Decimal, roundUsd } from '@atc/core/kernel/money';
import type { FuturesContract } from './contract.ts';
import { type GatewayOrder, type GatewayTrade, STOP } from './wire.ts';

export interface Told {
  readonly order: GatewayOrder;
  /** Of the whole time; those of other orders and voided ones do not count. */
  readonly trades: readonly GatewayTrade[];
  readonly contract: FuturesContract;
}

const FILLED = 2;
const statuses: Readonly<Record<number, VenueReport['status']>> = {
  0: 'submitted',
  1: 'submitted',
  [FILLED]: 'filled',
  3: 'canceled',
  4: 'canceled',
  5: 'rejected',
  6: 'submitted',
  // Of a bracket whose purchase has not filled yet.
  8: 'submitted',
};

/** What the gateway says of our order. Throws where its trades do not yet add up to what it says was filled. */
export function reportOf(clientOrderId: string, told: Told): VenueReport {
  const { order } = told;
  const own = told.trades.filter(({ orderId, voided }) => orderId === order.id && !voided);
  const filled = own.reduce((sum, { size }) => sum + size, 0);
  if (filled < (order.fillVolume ?? (order.status === FILLED ? order.size : 0)))
    throw new VenueUnknownError('topstepx says that more was filled than its trades show');
  const said = statuses[order.status];
  if (!said) throw new VenueUnknownError(`topstepx names an order status that is not known: ${order.status}`);
  return {
    clientOrderId,
    venueOrderId: order.id,
    status: statusOf(said, filled),
    fills: own.map((trade) => fillOf(trade, told)),
    reason: said === 'rejected' ? 'topstepx rejected it' : null,
    restsAt: filled === 0 ? restingPrice(order) : null,
    restsFor: told.contract.units.mul(order.size),
  };
}

/**
 * The price that triggers a stop that works, untouched; null for every other order. Throws where the gateway does not
 * say it.
 */
export function restingPrice({ type, status, fillVolume, stopPrice }: GatewayOrder): Decimal | null {
  if (type !== STOP || statuses[status] !== 'submitted' || (fillVolume ?? 0) > 0) return null;
  if (!stopPrice) throw new VenueUnknownError('topstepx shows a stop that works without its price');
  return new Decimal(stopPrice);
}

/** A remainder that works is a partial fill; one that was refused leaves what was filled. */
function statusOf(said: VenueReport['status'], filled: number): VenueReport['status'] {
  if (filled === 0) return said;
  if (said === 'submitted') return 'partially_filled';
  return said === 'rejected' ? 'canceled' : said;
}

function fillOf(trade: GatewayTrade, { contract }: Told): VenueFill {
  const price = new Decimal(trade.price);
  const quantity = contract.units.mul(trade.size);
  return {
    venueFillId: trade.id,
    price,
    quantity,
    usd: roundUsd(price.mul(quantity)),
    feeUsd: roundUsd(new Decimal(trade.fees)),
    slippageBps: null,
    filledAt: new Date(trade.creationTimestamp),
  };
}
