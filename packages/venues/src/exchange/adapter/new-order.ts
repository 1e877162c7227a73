import { type OrderBody, type Refused, stopFault, tightened } from '@atc/core/desk/venue';
import { Decimal, ZERO } from '@atc/core/kernel/money';
import { pairOf } from './context.ts';
import type { Served } from './served.ts';
import type { PairFacts } from './wire.ts';

/** An order at the market: a purchase spends an amount of the quote coin, a sale gives a quantity. */
export interface NewOrder {
  readonly pair: string;
  readonly clientOrderId: string;
  readonly spend: Decimal | null;
  readonly quantity: Decimal | null;
  /** Of a stop: the price that sets it off. */
  readonly stopPrice: Decimal | null;
}

export interface Taking {
  readonly facts: PairFacts;
  readonly served: Pick<Served, 'feeCoin' | 'stopOrder'>;
  /** As the exchange is called where it refuses. */
  readonly id: string;
}

/** Every exchange takes an amount with cents. */
const CENTS = 2;

/**
 * The order as it is sent, in the exchange's own steps, or why it is not sent. A fee that may be taken in a third coin
 * comes on top of what a purchase spends, and is kept free of it.
 */
export function orderOf(body: OrderBody, taking: Taking): NewOrder | Refused {
  const fault = body.type === 'stop' ? (restFault(taking) ?? stopFault(body)) : null;
  if (fault) return { refused: fault };
  return body.side === 'sell' ? saleOf(body, taking.facts) : purchaseOf(body, taking);
}

function saleOf(body: OrderBody, { limits, precision }: PairFacts): NewOrder | Refused {
  const quantity = floorTo(new Decimal(body.quantity ?? 0), precision.amount);
  const least = limits.amount?.min ?? precision.amount;
  if (quantity.lte(0) || quantity.lt(least))
    return { refused: `a sale needs a quantity of at least ${least.toFixed()}` };
  const stopPrice = body.type === 'stop' ? tightened(new Decimal(body.stopPrice ?? 0), precision.price) : null;
  return { ...namesOf(body), spend: null, quantity, stopPrice };
}

function purchaseOf(body: OrderBody, { facts, served }: Taking): NewOrder | Refused {
  const fee = served.feeCoin === null ? ZERO : facts.taker;
  const spend = new Decimal(body.spendUsd ?? 0).div(fee.add(1)).toDecimalPlaces(CENTS, Decimal.ROUND_DOWN);
  const least = facts.limits.cost?.min ?? new Decimal('0.01');
  if (spend.lte(0) || spend.lt(least))
    return { refused: `a purchase needs at least ${least.toFixed()} ${facts.quote}` };
  return { ...namesOf(body), spend, quantity: null, stopPrice: null };
}

function namesOf({ contract, clientOrderId }: OrderBody) {
  return { pair: pairOf(contract), clientOrderId };
}

/** Why no stop of a pair rests at an exchange; null where one can. */
function restFault({ facts, served, id }: Taking): string | null {
  return takesStops(facts, served) ? null : `no stop of ${facts.base} rests at ${id}: the desk watches it`;
}

/** Whether a stop of a pair can rest at an exchange: there is such an order, and the pair takes it. */
export function takesStops({ info }: Pick<PairFacts, 'info'>, { stopOrder }: Pick<Served, 'stopOrder'>): boolean {
  return stopOrder !== null && info?.orderTypes?.includes(stopOrder) === true;
}

/** A quantity in whole steps, never more than it is. */
export function floorTo(quantity: Decimal, step: Decimal): Decimal {
  return quantity.div(step).toDecimalPlaces(0, Decimal.ROUND_DOWN).mul(step);
}
