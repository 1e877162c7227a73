import type { OrderBody, Refused } from '@atc/core/desk/venue';
import { Decimal, ZERO } from '@atc/core/kernel/money';
import { pairOf } from './context.ts';
import type { Served } from './served.ts';
import type { PairFacts } from './wire.ts';

/** A market order: a purchase spends an amount of the quote coin, a sale gives a quantity. */
export interface MarketOrder {
  readonly pair: string;
  readonly clientOrderId: string;
  readonly spend: Decimal | null;
  readonly quantity: Decimal | null;
}

/** Every exchange takes an amount with cents. */
const CENTS = 2;

/**
 * The order as it is sent, in the exchange's own steps, or why it is not sent. A fee that may be taken in a third coin
 * comes on top of what a purchase spends, and is kept free of it.
 */
export function orderOf(
  body: OrderBody,
  facts: PairFacts,
  { feeCoin }: Pick<Served, 'feeCoin'>,
): MarketOrder | Refused {
  const { clientOrderId, side, type } = body;
  const pair = pairOf(body.contract);
  if (type === 'stop') return { refused: 'no stop of ours rests at an exchange: the desk watches it' };
  if (side === 'sell') {
    const quantity = floorTo(new Decimal(body.quantity ?? 0), facts.precision.amount);
    const least = facts.limits.amount?.min ?? facts.precision.amount;
    if (quantity.lte(0) || quantity.lt(least))
      return { refused: `a sale needs a quantity of at least ${least.toFixed()}` };
    return { pair, clientOrderId, spend: null, quantity };
  }
  const fee = feeCoin === null ? ZERO : facts.taker;
  const spend = new Decimal(body.spendUsd ?? 0).div(fee.add(1)).toDecimalPlaces(CENTS, Decimal.ROUND_DOWN);
  const least = facts.limits.cost?.min ?? new Decimal('0.01');
  if (spend.lte(0) || spend.lt(least))
    return { refused: `a purchase needs at least ${least.toFixed()} ${facts.quote}` };
  return { pair, clientOrderId, spend, quantity: null };
}

/** A quantity in whole steps, never more than it is. */
export function floorTo(quantity: Decimal, step: Decimal): Decimal {
  return quantity.div(step).toDecimalPlaces(0, Decimal.ROUND_DOWN).mul(step);
}
