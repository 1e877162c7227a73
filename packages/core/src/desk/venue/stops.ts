import { Decimal } from '../../kernel/money/index.ts';
import type { Broker, OrderBody } from './broker.ts';

/** Why a venue where no stop rests does not take a body; null for one that asks for none. */
export function unheldStop(venue: string, { type }: OrderBody): string | null {
  return type === 'stop' ? `no stop rests at ${venue}` : null;
}

/** Why a body asks for a stop that no venue can hold; null when one can, and for a body that asks for none. */
export function stopFault({ type, side, stopPrice }: OrderBody): string | null {
  if (type !== 'stop') return null;
  return side === 'sell' && new Decimal(stopPrice ?? 0).gt(0) ? null : 'a stop sells, at a price above zero';
}

export interface StopWish {
  readonly stopLoss: Decimal | null;
  /** What is paid now. */
  readonly price: Decimal;
  /** The step between two prices. */
  readonly tick: string;
}

/** What a purchase carries where its venue leaves stops by itself: the price of its own, unless it lies too near. */
export function carriedStop(
  { stops }: Broker,
  { stopLoss, price, tick }: StopWish,
): { readonly bracketStop?: Decimal } {
  const brackets = stops?.brackets;
  if (!brackets?.wanted || !stopLoss) return {};
  return price.sub(stopLoss).div(tick).floor().gte(brackets.leastTicks) ? { bracketStop: stopLoss } : {};
}

/** The price of a stop on a step that its venue takes: rounded up, nearer to the market and never looser. */
export function tightened(price: Decimal, step: Decimal): Decimal {
  return price.toNearest(step, Decimal.ROUND_CEIL);
}
