import { Decimal, maxOf, roundToTick } from '../../kernel/money/index.ts';
import { LEAST_STOP_DISTANCE } from './sizing.ts';

const STOP_ATRS = 2;
const STOP_MAX = 0.3;
/** The target lies this many risks above the entry. */
const REWARD = 3;
/** The trailing stop follows this many risks below the highest price, so it takes over once the price has risen. */
const TRAIL = 1.5;

export interface PlanFacts {
  readonly price: number;
  /** Average true range over 14 hours, in price units. */
  readonly atr: number;
  readonly tick: string;
}

export interface PlannedPrices {
  readonly entryPrice: Decimal;
  readonly stopLoss: Decimal;
  readonly target: Decimal;
  /** How far the stop follows below the highest price since the entry, a fraction of that. */
  readonly trailingStopPct: number;
}

/**
 * Stop two hourly ranges below the price, within 5 and 30 %, a target of three times that risk, and a trailing stop of
 * one and a half; null when the price allows none.
 */
export function planTrade({ price, atr, tick }: PlanFacts): PlannedPrices | null {
  if (!(price > 0) || !(atr > 0)) return null;
  const entryPrice = new Decimal(price);
  const stopLoss = roundToTick(entryPrice.mul(1 - stopDistance(price, atr)), tick);
  if (stopLoss.lte(0) || stopLoss.gte(entryPrice)) return null;
  const trailingStopPct = trailBelow(entryPrice, stopLoss);
  return { entryPrice, stopLoss, target: targetAbove({ price: entryPrice, stopLoss, tick }), trailingStopPct };
}

/** How far below the highest price the stop of a purchase follows, in whole hundredths of a percent. */
function trailBelow(price: Decimal, stopLoss: Decimal): number {
  const risk = maxOf(price.sub(stopLoss).div(price), new Decimal(LEAST_STOP_DISTANCE));
  return risk.mul(TRAIL).toDecimalPlaces(4).toNumber();
}

/** How far below the price the rules put a stop, a fraction: two hourly ranges, within 5 and 30 %. */
export function stopDistance(price: number, atr: number): number {
  return Math.min(STOP_MAX, Math.max(LEAST_STOP_DISTANCE, (STOP_ATRS * atr) / price));
}

interface StopBelow {
  readonly price: Decimal;
  readonly stopLoss: Decimal;
  readonly tick: string;
}

/** The target that a purchase with this stop below its price is worth: three risks above. */
export function targetAbove({ price, stopLoss, tick }: StopBelow): Decimal {
  const reward = price.sub(stopLoss).mul(REWARD);
  return price.add(reward).div(tick).toDecimalPlaces(0, Decimal.ROUND_UP).mul(tick);
}

/**
 * The same for more of a position: it shares the stop that is there, where that lies below the price, and its target
 * lies three risks above, never nearer than the one there is.
 */
export function planMore(plan: PlannedPrices, held: HeldLevels, tick: string): PlannedPrices {
  const { entryPrice, trailingStopPct } = plan;
  const stop = held.stopLoss === null ? null : new Decimal(held.stopLoss);
  const stopLoss = stop?.lt(entryPrice) ? stop : plan.stopLoss;
  const target = targetAbove({ price: entryPrice, stopLoss, tick });
  return { entryPrice, stopLoss, target: maxOf(new Decimal(held.takeProfit ?? 0), target), trailingStopPct };
}

/** Of a position, as plain decimal text. */
export interface HeldLevels {
  readonly stopLoss: string | null;
  readonly takeProfit: string | null;
}
