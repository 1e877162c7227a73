import type { BarColumns } from '@atc/core/desk/market';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { Held } from './book.ts';
import type { ExitReason } from './run.ts';

/** Why a position is to be sold, and the best price that it may get. */
export interface Trigger {
  readonly reason: ExitReason;
  readonly price: number;
  /** The base bar in which it happened. */
  readonly bar: number;
}

/**
 * What the base bars up to a place do to a position, as the company watches them: worst case first, a gap through the
 * stop sells at the open, and a trailing stop follows the bars before. Time is up at the close of a bar.
 */
export function watch(held: Held, base: BarColumns, end: number): Trigger | null {
  const until = held.hours === null ? Number.POSITIVE_INFINITY : held.openedAt + held.hours * HOUR_MS - base.intervalMs;
  for (let bar = held.watched; bar < end; bar += 1) {
    held.watched = bar + 1;
    const trigger = priceTrigger(held, base, bar);
    if (trigger) return trigger;
    held.highest = Math.max(held.highest, base.high[bar] ?? 0);
    if ((base.openAt[bar] ?? 0) >= until) return { reason: 'hours', price: base.close[bar] ?? 0, bar };
  }
  return null;
}

function priceTrigger(held: Held, base: BarColumns, bar: number): Trigger | null {
  const [stopLoss, trail] = [held.stopLoss ?? 0, trailOf(held)];
  const stop = Math.max(stopLoss, trail);
  const open = base.open[bar] ?? 0;
  if ((base.low[bar] ?? 0) <= stop)
    return { reason: trail > stopLoss ? 'trailing_stop' : 'stop_loss', price: Math.min(stop, open), bar };
  if (held.takeProfit === null || (base.high[bar] ?? 0) < held.takeProfit) return null;
  return { reason: 'take_profit', price: Math.max(held.takeProfit, open), bar };
}

/** Where a stop that follows stands; 0 before the first bar and without one. */
function trailOf({ trailingStopPct, highest }: Held): number {
  return trailingStopPct === null ? 0 : highest * (1 - trailingStopPct);
}
