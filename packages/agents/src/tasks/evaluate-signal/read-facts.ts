import { demandPolicy, policiesNow } from '@atc/core/company/policies';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { readTogether } from '@atc/core/kernel/db';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import { heldInstruments, likenessOf } from '../../roundtables/index.ts';
import type { AnalysedSignal, OpenPosition, TradePlan } from '../prepare-plan/index.ts';
import type { EvaluationFacts } from './evaluation.ts';
import { rewardRiskOf } from './ratios.ts';

const BARS = 72;

export interface Evaluated {
  readonly signal: AnalysedSignal;
  readonly plan: TradePlan | null;
  readonly position: OpenPosition | null;
}

/** What ATLAS decides on: the plan's ratio, the odds of its signal, and how the company stands. */
export async function readEvaluationFacts(
  ctx: AgentContext,
  { signal, plan, position }: Evaluated,
): Promise<EvaluationFacts> {
  const at = ctx.clock.now();
  const hoursOf = (contract: string): readonly Candle[] =>
    ctx.market.bars(contract, { intervalMs: HOUR_MS, count: BARS }, at);
  const { books, policies, held } = await readTogether(ctx.db, {
    books: portfolioNow,
    policies: policiesNow,
    held: heldInstruments(signal.instrumentId),
  });
  const limits = demandPolicy(policies, 'trade_limits');
  const hours = hoursOf(signal.contract);
  const equityUsd = books.equityUsd.toNumber();
  return {
    signalType: signal.signalType,
    confidence: signal.confidence,
    odds: signal.odds ?? null,
    rewardRisk: rewardRiskOf(plan),
    foundMean: signal.found?.mean ?? null,
    freePositions: limits.max_open_positions - books.openPositions,
    ...likenessOf(
      hours,
      held.map(({ symbol, contract }) => ({ symbol, hours: hoursOf(contract) })),
    ),
    drawdown: books.drawdown,
    dayPnlPct: equityUsd > 0 ? books.dayPnlUsd.toNumber() / equityUsd : 0,
    heldPnlPct: position?.pnlPct ?? null,
  };
}
