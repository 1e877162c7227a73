import type { HeldLevels } from '@atc/core/desk/entries';
import { HOUR_MS } from '@atc/core/kernel/time';
import { indicatorsOf, type Market } from '@atc/core/market';
import type { TradePlan } from './draft-plan.ts';
import { tradePlanOf } from './trade-plan.ts';

const BARS = 120;

export interface PlanQuestion {
  readonly contract: string;
  readonly now: Date;
  /** Of the position that more is bought of. */
  readonly held?: HeldLevels | null;
}

/**
 * The prices that the rules give a trade in this contract now; null without a price, a listing or enough hourly bars.
 */
export function readPlan(market: Market, { contract, now, held = null }: PlanQuestion): TradePlan | null {
  const listed = market.contracts().find((candidate) => candidate.contract === contract);
  const price = listed ? market.price(contract, now)?.price : undefined;
  if (!listed || price === undefined) return null;
  const { atr14 } = indicatorsOf(market.bars(contract, { intervalMs: HOUR_MS, count: BARS }, now));
  return tradePlanOf({ price, atr14, tick: listed.tick, held });
}
