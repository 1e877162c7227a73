import { Decimal } from '@atc/core/kernel/money';
import type { OptionOrder } from '../wire.ts';

/** Long only: a purchase opens, a sale closes. */
const INTENTS = { BUY: 'BUY_TO_OPEN', SELL: 'SELL_TO_CLOSE' } as const;
const MISMATCH = 'OPENAPI_POSITION_ORDER_INTENT_MISMATCH';

/** Prices have steps of a nickel below three dollars, of a dime from there on, and of a cent below a nickel. */
const STEPS = { from: 3, below: '0.05', least: '0.01', above: '0.1' } as const;

/**
 * The code of what is wrong with an order for an option by itself; null where only the account and the market decide.
 */
export function optionFormFault(order: OptionOrder): string | null {
  const [leg] = order.legs;
  const [quantity, limit] = [new Decimal(order.quantity), new Decimal(order.limit_price)];
  const differs = leg.side !== order.side || leg.symbol !== order.symbol || !quantity.eq(leg.quantity);
  if (differs || !quantity.isInteger() || quantity.lte(0) || limit.lte(0)) return 'INVALID_PARAMETER';
  if (order.position_intent !== INTENTS[order.side]) return MISMATCH;
  return stepFault(limit);
}

function stepFault(limit: Decimal): string | null {
  if (limit.gte(STEPS.from)) return limit.mod(STEPS.above).isZero() ? null : 'OPENAPI_OPTION_PRICE_STEP_GTE';
  const step = limit.lt(STEPS.below) ? STEPS.least : STEPS.below;
  return limit.mod(step).isZero() ? null : 'OPENAPI_OPTION_PRICE_STEP_LT';
}

export interface OptionFacts {
  readonly quantity: Decimal;
  /** What a purchase takes at its limit, with its fee. */
  readonly costUsd: Decimal;
  readonly buyingPower: Decimal;
  readonly held: Decimal;
  /** Contracts that sales which work are about. */
  readonly locked: Decimal;
}

/** The code of why the account cannot have an order for an option; null when it can. */
export function optionAccountFault(order: OptionOrder, facts: OptionFacts): string | null {
  const { quantity, costUsd, buyingPower, held, locked } = facts;
  if (order.side === 'BUY') return costUsd.gt(buyingPower) ? 'BUYING_POWER_NOT_ENOUGH' : null;
  if (held.lt(quantity)) return MISMATCH;
  return held.sub(locked).lt(quantity) ? 'OPENAPI_ORDER_NOT_SUPPORT_REVERSE_OPTION' : null;
}
