import type { OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { FuturesContract } from './contract.ts';
import { type Bracket, STOP } from './wire.ts';

// The documentation says nothing of what a bracket leaves. What stands here was read off recordings that others have
// published of practice accounts: the stop bears the tag of its purchase with this behind it, works from the fill on at
// so
// many ticks from it, and stays where it is when the position is closed.
const LEFT = '-SL';
/** The gateway refuses a purchase whose stop would be nearer. */
export const LEAST_TICKS = 4;

/** The tag of the stop that a purchase of this tag leaves. */
export function stopTag(purchase: string): string {
  return `${purchase}${LEFT}`;
}

/** The tag of the purchase that left a stop of this tag; null where none did. */
export function purchaseOf(tag: string | null | undefined): string | null {
  return tag?.endsWith(LEFT) ? tag.slice(0, -LEFT.length) : null;
}

/**
 * The bracket that a purchase carries, as far below its fill as its stop is below the price of its intent; null where
 * it is too near, or not wished.
 */
export function attachedBracket(
  { bracketStop, refPrice }: OrderBody,
  { tick }: Pick<FuturesContract, 'tick'>,
): Bracket | null {
  if (bracketStop === undefined) return null;
  const ticks = new Decimal(refPrice).sub(bracketStop).div(tick).floor().toNumber();
  return ticks < LEAST_TICKS ? null : { ticks: -ticks, type: STOP };
}
