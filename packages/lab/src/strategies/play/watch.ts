import type { Plan } from '@atc/core/desk/strategies';
import { Decimal } from '@atc/core/kernel/money';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { BarColumns } from '@atc/core/market';
import type { Bought, Held } from './book.ts';
import type { ExitReason } from './run.ts';

/** Why a position is to be sold, and the best price that it may get. */
export interface Trigger {
  readonly reason: ExitReason;
  readonly price: number;
  /** The base bar in which it happened. */
  readonly bar: number;
}

/** A position that was bought, with what it is watched for. */
export function watched({ intervalMs }: BarColumns, plan: Plan, bought: Bought): Held {
  const { stopLoss, takeProfit, trailingStopPct, hours } = plan;
  return {
    ...bought,
    stopLoss,
    trailingStopPct,
    level: stopLoss ?? 0,
    goal: takeProfit ?? Number.POSITIVE_INFINITY,
    until: hours === null ? Number.POSITIVE_INFINITY : bought.openedAt + hours * HOUR_MS - intervalMs,
    highest: 0,
  };
}

/**
 * What the base bars up to a place do to a position, as the company watches them: worst case first, a gap through the
 * stop sells at the open, and a trailing stop follows the bars before. Time is up at the close of a bar.
 */
export function watch(held: Held, base: BarColumns, end: number): Trigger | null {
  const { goal, until } = held;
  for (let bar = held.watched; bar < end; bar += 1) {
    const high = base.high[bar] ?? 0;
    if ((base.low[bar] ?? 0) <= held.level || high >= goal || (base.openAt[bar] ?? 0) >= until) {
      held.watched = bar + 1;
      return triggerIn(held, base, bar);
    }
    if (high > held.highest) follow(held, high);
  }
  held.watched = end;
  return null;
}

function follow(held: Held, high: number): void {
  held.highest = high;
  if (held.trailingStopPct === null) return;
  // Exact, as the company has it: what follows to the stop's own level is the stop.
  const level = new Decimal(high).mul(1 - held.trailingStopPct).toNumber();
  held.level = Math.max(held.level, level);
}

function triggerIn({ level, stopLoss, goal }: Held, base: BarColumns, bar: number): Trigger {
  const [open, close] = [base.open[bar] ?? 0, base.close[bar] ?? 0];
  if ((base.low[bar] ?? 0) <= level)
    return { reason: level > (stopLoss ?? 0) ? 'trailing_stop' : 'stop_loss', price: Math.min(level, open), bar };
  if ((base.high[bar] ?? 0) >= goal) return { reason: 'take_profit', price: Math.max(goal, open), bar };
  return { reason: 'hours', price: close, bar };
}
