import type { TradePlan } from '../prepare-plan/index.ts';

/** The way to the target over the way to the stop; null without a plan. */
export function rewardRiskOf(plan: TradePlan | null): number | null {
  if (!plan) return null;
  const [entry, stop, target] = [Number(plan.entryPrice), Number(plan.stopLoss), Number(plan.target)];
  return (target - entry) / (entry - stop);
}
