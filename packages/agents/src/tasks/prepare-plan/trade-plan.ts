import { type HeldLevels, planMore, planTrade } from '@atc/core/desk/entries';
import { plain } from '@atc/core/kernel/money';
import type { TradePlan } from './draft-plan.ts';

export interface TradePlanFacts {
  readonly price: number;
  /** Average true range over 14 hours; null with too few bars. */
  readonly atr14: number | null;
  readonly tick: string;
  /** Of the position that more is bought of. */
  readonly held: HeldLevels | null;
}

/** The prices that the rules give a trade at this price; null where its range is not known, or allows none. */
export function tradePlanOf({ price, atr14, tick, held }: TradePlanFacts): TradePlan | null {
  const entry = atr14 === null ? null : planTrade({ price, atr: atr14, tick });
  const prices = entry && held ? planMore(entry, held, tick) : entry;
  if (!prices) return null;
  const { entryPrice, stopLoss, target, trailingStopPct } = prices;
  return { entryPrice: plain(entryPrice), stopLoss: plain(stopLoss), target: plain(target), trailingStopPct };
}
