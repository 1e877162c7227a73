import { demandPolicy, policiesNow } from '@atc/core/company/policies';
import type { Candle } from '@atc/core/desk/market';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { readTogether } from '@atc/core/kernel/db';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import type { AgentContext } from '../../context/index.ts';
import { heldInstruments, likenessOf, recordOfTrades, winChance } from '../../roundtables/index.ts';
import type { AnalysedSignal, OpenPosition, TradePlan } from '../prepare-plan/index.ts';
import type { EvaluationFacts } from './evaluation.ts';
import { ratiosOf } from './ratios.ts';

const BARS = 72;
const RECORD_MS = 30 * DAY_MS;

export interface Evaluated {
  readonly signal: AnalysedSignal;
  readonly plan: TradePlan | null;
  readonly position: OpenPosition | null;
}

/** What ATLAS decides on: the plan's ratios, the record of its source, and how the company stands. */
export async function readEvaluationFacts(
  ctx: AgentContext,
  { signal, plan, position }: Evaluated,
): Promise<EvaluationFacts> {
  const at = ctx.clock.now();
  const hoursOf = (contract: string): readonly Candle[] =>
    ctx.market.bars(contract, { intervalMs: HOUR_MS, count: BARS }, at);
  const since = new Date(at.getTime() - RECORD_MS);
  const { books, policies, held, record } = await readTogether(ctx.db, {
    books: portfolioNow,
    policies: policiesNow,
    held: heldInstruments(signal.instrumentId),
    record: recordOfTrades({ instrumentId: signal.instrumentId, source: signal.source, since }),
  });
  const limits = demandPolicy(policies, 'trade_limits');
  const hours = hoursOf(signal.contract);
  const equityUsd = books.equityUsd.toNumber();
  const chance = winChance(signal.confidence, record.source);
  return {
    signalType: signal.signalType,
    confidence: signal.confidence,
    ...ratiosOf({ confidence: signal.confidence, plan, hours, equityUsd, chance }),
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
