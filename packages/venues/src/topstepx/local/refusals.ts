import { Decimal } from '@atc/core/kernel/money';
import type { BookedOrder, Listing } from './ledger.ts';
import { type NewOrder, STOP } from './wire.ts';

/** Why the venue does not do what was asked, with the number that it gives it. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

export interface Asked {
  readonly listing: Listing | undefined;
  /** The last price. */
  readonly price: number | null;
  /** Contracts that are held and that no stop has locked. */
  readonly free: number;
}

/**
 * How an account treats brackets: `position` refuses orders that carry one, as accounts do unless told; `auto_oco`
 * takes them. What follows was read off recordings that others have published of practice accounts.
 */
export type BracketMode = 'position' | 'auto_oco';

const LEAST_TICKS = 4;
const rejected = (message: string): Refusal => ({ code: 2, message });

/** Why an order is not taken; null when it is. */
export function placeFault(order: NewOrder, { listing, price, free }: Asked): Refusal | null {
  if (!listing || price === null) return { code: 8, message: 'contract not found' };
  if (!listing.activeContract && order.side === 0) return { code: 9, message: 'contract not active' };
  if (order.size < 1) return rejected('size must be above zero');
  if ((order.type === STOP) !== (order.stopPrice !== undefined))
    return rejected('a stop has a stopPrice, nothing else');
  if (order.type === STOP && order.side === 0) return rejected('only stops that sell are spoken here');
  if (order.side === 1 && free < order.size) return { code: 4, message: 'account violation: long positions only' };
  return order.stopPrice === undefined ? null : priceFault(order.stopPrice, { listing, price });
}

/** Why a stop cannot rest at a price; null when it can. */
export function priceFault(stopPrice: number, { listing, price }: Omit<Asked, 'free'>): Refusal | null {
  if (!listing || price === null) return { code: 8, message: 'contract not found' };
  if (!new Decimal(stopPrice).mod(listing.tickSize).isZero()) return rejected('the price is not on a tick');
  return stopPrice < price ? null : rejected('a stop that sells must be below the market');
}

/** Contracts that stops which work are about. */
export function lockedBy(orders: readonly BookedOrder[], contractId: string): number {
  return orders
    .filter(({ state, order }) => state === 'working' && order.type === STOP && order.contractId === contractId)
    .reduce((sum, { order }) => sum + order.size, 0);
}

/** Why the bracket of an order is refused; null when it is not, or there is none. */
export function bracketFault({ stopLossBracket: bracket }: NewOrder, mode: BracketMode): Refusal | null {
  if (!bracket) return null;
  const { ticks, type } = bracket;
  if (mode === 'position')
    return rejected('Brackets cannot be used with Position Brackets. You must enable Auto OCO Brackets.');
  if (type !== STOP) return rejected(`Invalid stop loss type (${type})`);
  if (ticks >= 0) return rejected(`Invalid stop loss ticks (${ticks}). Ticks should be less than zero when longing.`);
  if (-ticks < LEAST_TICKS)
    return rejected(`Invalid stop loss ticks (${ticks}). Price should be at least ${LEAST_TICKS} ticks away.`);
  return null;
}
