import { type TradePlan, tradePlanOf } from '@atc/agents/tasks';
import type { HeldLevels } from '@atc/core/desk/entries';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { Desk } from '../state/index.ts';

const HOURS = { intervalMs: HOUR_MS, count: 120 } as const;

/** The prices that the rules give a trade in a contract now, or more of what is held; null where they give none. */
export function planPrices({ world, now }: Desk, contract: string, held: HeldLevels | null): TradePlan | null {
  const [listed, price] = [world.listed(contract), world.market.price(contract, now)];
  if (!listed || !price) return null;
  const { atr14 } = world.market.indicators(contract, HOURS, now);
  return tradePlanOf({ price: price.price, atr14, tick: listed.tick, held });
}
