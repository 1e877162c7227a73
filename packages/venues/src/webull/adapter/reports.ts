import { OPTION_UNITS } from '@atc/core/desk/instruments';
import { type VenueFill, type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { Decimal, roundUsd, ZERO } from '@atc/core/kernel/money';
import { demandUnits } from '../options/holdings.ts';
import type { WebullContext } from './context.ts';
import type { OrderDetail } from './wire.ts';

const statuses = {
  PENDING: 'submitted',
  SUBMITTED: 'submitted',
  PARTIAL_FILLED: 'partially_filled',
  FILLED: 'filled',
  CANCELLED: 'canceled',
  FAILED: 'rejected',
} as const satisfies Record<OrderDetail['status'], VenueReport['status']>;

interface Told {
  readonly orders: readonly OrderDetail[];
}

/**
 * What Webull's detail says of our order of a class. Throws when the detail is not about it or lacks what a fill needs.
 */
export function reportOf(
  clientOrderId: string,
  { orders }: Told,
  assetClass: WebullContext['assetClass'],
): VenueReport {
  const order = orders.find((candidate) => candidate.client_order_id === clientOrderId);
  if (!order) throw new VenueUnknownError('webull told of another order than the one that was asked for');
  const fills = fillsOf(order, unitsOf(order, assetClass));
  const status = statuses[order.status];
  return {
    clientOrderId,
    venueOrderId: order.order_id,
    // A cancelled remainder leaves what was filled.
    status: status === 'rejected' && fills.length > 0 ? 'canceled' : status,
    fills,
    reason: order.fail_reason ?? null,
    restsAt: restingPrice(order),
    cumulative: true,
  };
}

/**
 * The price that triggers a stop that works, untouched; null for every other order. Throws where Webull does not say
 * it.
 */
export function restingPrice({ order_type, status, filled_quantity, stop_price }: OrderDetail): Decimal | null {
  const works = statuses[status] === 'submitted' && new Decimal(filled_quantity ?? 0).isZero();
  if (order_type !== 'STOP_LOSS' || !works) return null;
  if (!stop_price) throw new VenueUnknownError('webull shows a stop that works without its price');
  return new Decimal(stop_price);
}

/** Shares in what one of an order's quantity is about. Throws where it cannot be told whether that are contracts. */
function unitsOf({ instrument_type, legs }: OrderDetail, assetClass: WebullContext['assetClass']): number {
  if ((instrument_type === 'OPTION') !== (assetClass === 'option'))
    throw new VenueUnknownError(
      `webull tells of an order as ${instrument_type ?? 'of no kind'}, not as one of an ${assetClass}`,
    );
  if (assetClass === 'equity') return 1;
  for (const leg of legs ?? []) demandUnits(leg.option_contract_multiplier);
  return OPTION_UNITS;
}

function fillsOf(order: OrderDetail, units: number): readonly VenueFill[] {
  const quantity = new Decimal(order.filled_quantity ?? 0).mul(units);
  if (quantity.lte(0)) {
    if (order.status === 'FILLED' || order.status === 'PARTIAL_FILLED')
      throw new VenueUnknownError(`webull says ${order.status} and names no quantity`);
    return [];
  }
  const filledAt = new Date(order.filled_time ?? Number.NaN);
  if (!order.filled_price || Number.isNaN(filledAt.getTime()))
    throw new VenueUnknownError('webull names a filled quantity without its price or time');
  const price = new Decimal(order.filled_price);
  const usd = roundUsd(price.mul(quantity));
  return [{ venueFillId: order.order_id, price, quantity, usd, feeUsd: feesOf(order), slippageBps: 0, filledAt }];
}

function feesOf({ commission, fees }: OrderDetail): Decimal {
  const charged = [commission?.actual_commission, ...(fees ?? []).map((fee) => fee.actual_value)];
  return roundUsd(charged.reduce((sum: Decimal, fee) => sum.add(fee ?? 0), ZERO));
}
