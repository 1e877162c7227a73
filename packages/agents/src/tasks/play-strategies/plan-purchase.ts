import { barIntervals, type Plan, type Strategy, sizeUsd } from '@atc/core/desk/strategies';
import { Decimal, plain, roundToTick } from '@atc/core/kernel/money';
import type { FoundPlan } from '@atc/core/loop/strategies';
import type { TokenView } from './token-view.ts';

export interface PurchaseFacts {
  readonly strategy: Strategy;
  readonly view: Pick<TokenView, 'plan' | 'volatility'>;
  readonly price: number;
  readonly tick: string;
  readonly equityUsd: number;
}

/** What a strategy plans with a purchase at a price. */
export type Purchase = Pick<FoundPlan, 'stopLoss' | 'takeProfit' | 'trailingStopPct' | 'hours' | 'sizeUsd'>;

/** Plans a purchase as the strategy says, its levels in ticks; null where it has no plan or no size. */
export function planPurchase({ strategy, view, price, tick, equityUsd }: PurchaseFacts): Purchase | null {
  const plan = view.plan(price);
  if (!plan) return null;
  const stopLoss = plan.stopLoss === null ? null : roundToTick(plan.stopLoss, tick);
  if (stopLoss && !(stopLoss.gt(0) && stopLoss.lt(price))) return null;
  const size = sizeUsd(strategy.size, {
    ...{ equityUsd, price, stopLoss: plan.stopLoss, volatility: view.volatility },
    ...{ barMs: barIntervals[strategy.bars], positions: strategy.limits.positions },
  });
  const cents = Number.isFinite(size) ? new Decimal(size).toDecimalPlaces(2, Decimal.ROUND_DOWN) : null;
  if (!cents?.gt(0)) return null;
  return { ...levelsOf(plan, tick), stopLoss: stopLoss && plain(stopLoss), sizeUsd: plain(cents) };
}

function levelsOf({ takeProfit, trailingStopPct, hours }: Plan, tick: string): Omit<Purchase, 'stopLoss' | 'sizeUsd'> {
  const target = takeProfit && new Decimal(takeProfit).div(tick).toDecimalPlaces(0, Decimal.ROUND_UP).mul(tick);
  return { takeProfit: target ? plain(target) : null, trailingStopPct, hours };
}
