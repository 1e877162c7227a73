import { plannedSizeUsd } from '@atc/core/desk/entries';
import { type Candle, indicatorsOf } from '@atc/core/desk/market';
import { Decimal } from '@atc/core/kernel/money';
import { edgeInR, roundTripBps } from '../../roundtables/index.ts';
import type { TradePlan } from '../prepare-plan/index.ts';
import type { EvaluationFacts } from './evaluation.ts';

const BPS = 10_000;

export interface RatioFacts {
  readonly confidence: number;
  readonly plan: TradePlan | null;
  /** Closed hourly bars, oldest first. */
  readonly hours: readonly Candle[];
  readonly equityUsd: number;
  /** How likely the plan is to reach its target before its stop. */
  readonly chance: number | null;
}

type Ratios = Pick<EvaluationFacts, 'edgeR' | 'rewardRisk'>;

/** Reward over risk and the edge after costs of a plan; null both without a plan or a bar. */
export function ratiosOf({ confidence, plan, hours, equityUsd, chance }: RatioFacts): Ratios {
  const last = hours.at(-1);
  if (!plan || !last) return { edgeR: null, rewardRisk: null };
  const [entry, stop, target] = [Number(plan.entryPrice), Number(plan.stopLoss), Number(plan.target)];
  const stopPct = (entry - stop) / entry;
  const rewardRisk = (target - entry) / (entry - stop);
  const { atr14 } = indicatorsOf(hours);
  const size = plannedSizeUsd({
    confidence,
    equityUsd: new Decimal(equityUsd),
    price: new Decimal(plan.entryPrice),
    stopLoss: new Decimal(plan.stopLoss),
  });
  const bps = roundTripBps({
    sizeUsd: size?.toNumber() ?? null,
    volume1hUsd: last.volume * last.close,
    atrPct: atr14 === null ? null : atr14 / last.close,
  });
  const cost = bps === null ? null : bps / BPS;
  return { rewardRisk, edgeR: edgeInR({ chance, rewardRisk, stopPct, cost }) };
}
