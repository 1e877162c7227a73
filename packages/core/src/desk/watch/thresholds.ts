import { Decimal } from '../../kernel/money/index.ts';
import type { Candle } from '../../market/index.ts';

/** What a position watches for. */
export interface Watch {
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
  readonly trailingStopPct: number | null;
  /** Highest price of the bars before this one. */
  readonly highWater: Decimal | null;
}

export interface Trigger {
  readonly reason: 'stop_loss' | 'take_profit' | 'trailing_stop';
  /** The price that an exit may reach at best. */
  readonly triggerPrice: Decimal;
}

/**
 * What one bar triggers, worst case first: a gap through the stop exits at the open; the stop comes before the target
 * when a bar reaches both; a trailing stop follows the bars before this one and never lies below the stop.
 */
export function triggeredBy(bar: Candle, watch: Watch): Trigger | null {
  const stop = effectiveStop(watch);
  if (stop && bar.open <= stop.level.toNumber()) return { reason: stop.reason, triggerPrice: new Decimal(bar.open) };
  if (stop && bar.low <= stop.level.toNumber()) return { reason: stop.reason, triggerPrice: stop.level };
  const { takeProfit } = watch;
  if (takeProfit && bar.high >= takeProfit.toNumber())
    return { reason: 'take_profit', triggerPrice: Decimal.max(takeProfit, bar.open) };
  return null;
}

/** A bar as a position saw it: of one that began before the position did, only the close is surely later. */
export function seenBy(bar: Candle, openedAt: Date): Candle {
  return bar.openAt >= openedAt.getTime() ? bar : closeOf(bar);
}

const closeOf = (bar: Candle): Candle => ({ ...bar, open: bar.close, high: bar.close, low: bar.close });

/** What a position watches for, and what it watched for until that was set. */
export interface SetWatch extends Watch {
  readonly openedAt: Date;
  readonly stopsSetAt: Date | null;
  readonly stopBefore: Decimal | null;
  readonly targetBefore: Decimal | null;
}

/**
 * What one bar triggers of a position. Of a bar that ran when stop or target were set, only the close is surely later:
 * for the rest of it holds what stood before.
 */
export function exitBy(bar: Candle, watch: SetWatch): Trigger | null {
  const seen = seenBy(bar, watch.openedAt);
  const { stopsSetAt, stopBefore: stopLoss, targetBefore: takeProfit } = watch;
  if (stopsSetAt === null || bar.openAt >= stopsSetAt.getTime()) return triggeredBy(seen, watch);
  const before = { stopLoss, takeProfit, trailingStopPct: null, highWater: null };
  return triggeredBy(seen, before) ?? triggeredBy(closeOf(bar), watch);
}

/**
 * The price under which a position is to be sold: its stop, or its trailing stop where that lies higher; null: none.
 */
export function stopLevel(watch: Omit<Watch, 'takeProfit'>): Decimal | null {
  return effectiveStop(watch)?.level ?? null;
}

function effectiveStop({
  stopLoss,
  trailingStopPct,
  highWater,
}: Omit<Watch, 'takeProfit'>): { readonly level: Decimal; readonly reason: 'stop_loss' | 'trailing_stop' } | null {
  const trailing = trailingStopPct !== null && highWater ? highWater.mul(1 - trailingStopPct) : null;
  if (trailing && (!stopLoss || trailing.gt(stopLoss))) return { level: trailing, reason: 'trailing_stop' };
  return stopLoss ? { level: stopLoss, reason: 'stop_loss' } : null;
}
