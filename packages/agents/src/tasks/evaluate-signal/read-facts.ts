import { demandPolicy, policiesNow } from '@atc/core/company/policies';
import { plannedSizeUsd } from '@atc/core/desk/entries';
import { type Candle, indicatorsOf } from '@atc/core/desk/market';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { readTogether } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import type { AgentContext } from '../../context/index.ts';
import {
  edgeInR,
  heldInstruments,
  likenessOf,
  recordOfTrades,
  roundTripBps,
  winChance,
} from '../../roundtables/index.ts';
import type { AnalysedSignal, OpenPosition, TradePlan } from '../prepare-plan/index.ts';
import type { EvaluationFacts } from './evaluation.ts';

const BARS = 72;
const RECORD_MS = 30 * DAY_MS;
const BPS = 10_000;

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
  return {
    signalType: signal.signalType,
    confidence: signal.confidence,
    ...ratiosOf({ signal, plan, hours, equityUsd, chance: winChance(signal.confidence, record.source) }),
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

interface RatioFacts {
  readonly signal: AnalysedSignal;
  readonly plan: TradePlan | null;
  readonly hours: readonly Candle[];
  readonly equityUsd: number;
  readonly chance: number | null;
}

function ratiosOf({ signal, plan, hours, equityUsd, chance }: RatioFacts) {
  const last = hours.at(-1);
  if (!plan || !last) return { edgeR: null, rewardRisk: null };
  const [entry, stop, target] = [Number(plan.entryPrice), Number(plan.stopLoss), Number(plan.target)];
  const stopPct = (entry - stop) / entry;
  const rewardRisk = (target - entry) / (entry - stop);
  const { atr14 } = indicatorsOf(hours);
  const size = plannedSizeUsd({
    confidence: signal.confidence,
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
