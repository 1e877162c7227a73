import { likenessOf } from '@atc/agents/roundtables';
import {
  type AnalysedSignal,
  draftPlan,
  type EvaluationFacts,
  evaluateSignal,
  type OpenPosition,
  rewardRiskOf,
  type TradePlan,
} from '@atc/agents/tasks';
import { demandPolicy } from '@atc/core/company/policies';
import { plain } from '@atc/core/kernel/money';
import { HOUR_MS } from '@atc/core/kernel/time';
import { openPctOf, type Position } from '../../engine/index.ts';
import { submitDraft } from '../door/index.ts';
import { type Desk, findOpen, heldBeside, portfolioOf, type Signal } from '../state/index.ts';
import { planPrices } from './plan-prices.ts';
import type { DeskTask } from './task.ts';

const HOURS = { intervalMs: HOUR_MS, count: 72 } as const;

interface Asked {
  readonly signal: AnalysedSignal;
  readonly position: OpenPosition | null;
  readonly plan: TradePlan | null;
}

/** SCOUT turns an analysed signal into a proposal. */
export const preparePlan: DeskTask = (desk, request) => {
  const asked = askedOf(desk, request.subject);
  if (!asked) return false;
  const { signal, position, plan } = asked;
  if (signal.signalType === 'sell' ? !position : !plan) return false;
  submitDraft(desk, draftPlan({ ...asked, request }));
  return true;
};

/** ATLAS decides whether a signal of middling confidence is worth proposing, and proposes it. */
export const evaluateSignalTask: DeskTask = (desk, request) => {
  const asked = askedOf(desk, request.subject);
  if (!asked) return false;
  const { worthwhile } = evaluateSignal(factsOf(desk, asked));
  if (worthwhile) submitDraft(desk, draftPlan({ ...asked, request }));
  return true;
};

function askedOf(desk: Desk, signalId: string): Asked | null {
  const signal = desk.signals.find(signalId);
  if (!signal || signal.confidence === null) return null;
  const position = findOpen(desk, signal.contract);
  return {
    signal: analysed(signal, signal.confidence),
    position: position && heldLevels(position),
    plan: signal.signalType === 'sell' ? null : planPrices(desk, signal.contract, null),
  };
}

function analysed(
  { id, signalType, source, evidence, contract, symbol, odds }: Signal,
  confidence: number,
): AnalysedSignal {
  return { id, signalType, confidence, source, evidence, odds, instrumentId: contract, symbol, contract };
}

function heldLevels(position: Position): OpenPosition {
  const { id, stopLoss, takeProfit } = position;
  return {
    id,
    stopLoss: stopLoss && plain(stopLoss),
    takeProfit: takeProfit && plain(takeProfit),
    pnlPct: openPctOf(position),
  };
}

/** What ATLAS decides on: the plan's ratio, the odds of its signal, and how the desk stands. */
function factsOf(desk: Desk, asked: Asked): EvaluationFacts {
  const { signal, position, plan } = asked;
  const hoursOf = (contract: string) => desk.world.market.bars(contract, HOURS, desk.now);
  const books = portfolioOf(desk);
  const equityUsd = books.equityUsd.toNumber();
  const hours = hoursOf(signal.contract);
  const held = heldBeside(desk, signal.contract).map(({ symbol, contract }) => ({ symbol, hours: hoursOf(contract) }));
  return {
    ...{ signalType: signal.signalType, confidence: signal.confidence },
    ...{ odds: signal.odds ?? null, rewardRisk: rewardRiskOf(plan) },
    freePositions: demandPolicy(desk.settings.policies, 'trade_limits').max_open_positions - books.openPositions,
    ...likenessOf(hours, held),
    drawdown: books.drawdown,
    dayPnlPct: equityUsd > 0 ? books.dayPnlUsd.toNumber() / equityUsd : 0,
    heldPnlPct: position?.pnlPct ?? null,
  };
}
