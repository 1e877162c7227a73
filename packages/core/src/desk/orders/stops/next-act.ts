import type { Decimal } from '../../../kernel/money/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../../kernel/time/index.ts';
import { isFinal, isResting, type OrderStatus } from '../order.ts';

/** An order of a position, and how long ago it changed last (machine time). */
export interface SeenOrder {
  readonly status: OrderStatus;
  /** Of a stop: where it rests, or rested last. */
  readonly restsAt: Decimal | null;
  /** How much it sells; null for a purchase. */
  readonly sells: Decimal | null;
  /** A purchase that has left its stop at the venue, or such a stop. */
  readonly bracket: 'purchase' | 'stop' | null;
  /** The desk itself took it back. */
  readonly withdrawn: boolean;
  /** It did so to leave another one at a better price. */
  readonly replaced: boolean;
  readonly ageMs: number;
}

/** What decides what is to be done about the stop of an open position at its venue. */
export interface StopView {
  /** What is held. */
  readonly quantity: Decimal;
  /** The price under which it is to be sold; null: there is no such price. */
  readonly level: Decimal | null;
  /** What is paid for it now; null: nobody knows. */
  readonly price: Decimal | null;
  /** An exit is about to be raised. */
  readonly exitDue: boolean;
  /** The latest order of the position. */
  readonly last: SeenOrder | null;
}

export type StopAct = 'place' | 'move' | 'withdraw';

/** Whoever took a stop back is about to trade; if nothing came of it after so long, the stop rests again. */
const WITHDRAWN_MS = MINUTE_MS;
/** A venue that refused a stop is asked for one again after so long. */
const REFUSED_MS = HOUR_MS;
/** A stop is moved no more often. */
const MOVED_MS = 10_000;

/**
 * What is to be done: where none rests one is placed, and one that rests follows its level upwards, never down. Below
 * the level nothing is placed: the watch sells there, and a venue would refuse it. A stop that its purchase left is
 * there whatever else holds, and comes into our books before anything else is sent; where it would sell more than is
 * held, it is taken back for another.
 */
export function nextAct({ quantity, last, ...view }: StopView): StopAct | null {
  if (last?.bracket === 'purchase' && isFinal(last.status)) return 'place';
  if (last && isResting(last)) return last.sells?.gt(quantity) ? 'withdraw' : follow(last, view);
  const { level, price, exitDue } = view;
  if (!level || exitDue || (last && !isFinal(last.status))) return null;
  if (price?.lte(level)) return null;
  return last && last.ageMs < restAfter(last) ? null : 'place';
}

function follow({ restsAt, ageMs }: SeenOrder, { level, exitDue }: Pick<StopView, 'level' | 'exitDue'>): 'move' | null {
  return level && !exitDue && restsAt?.lt(level) && ageMs >= MOVED_MS ? 'move' : null;
}

function restAfter({ restsAt, status, withdrawn, replaced, bracket }: SeenOrder): number {
  if (!restsAt || status === 'filled' || replaced) return 0;
  if (bracket && status === 'canceled' && !withdrawn) return 0;
  return withdrawn ? WITHDRAWN_MS : REFUSED_MS;
}
