import { sayRecord } from '@atc/core/desk/forecasts';
import type { Odds } from '@atc/core/desk/odds';
import { sayRatio, sayShare } from '@atc/core/kernel/figures';
import { evidenceItem, type ProposalDraft } from '@atc/core/loop/proposals';
import type { FoundPlan } from '@atc/core/loop/strategies';
import { z } from 'zod';
import type { TaskRequest } from '../task.ts';
import type { OpenPosition } from './store.ts';

/** A signal with the confidence that its analysis gave it. */
export interface AnalysedSignal {
  readonly id: string;
  readonly signalType: 'buy' | 'sell' | 'scale';
  readonly confidence: number;
  /** The record that its source keeps. */
  readonly source: string;
  readonly evidence: unknown;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly contract: string;
  /** What is known of its chance to pay; null without a forecast. */
  readonly odds?: Odds | null;
  /** The plan that came with it, of the strategy that found it. */
  readonly found?: FoundPlan | null;
}

/** Prices and size of a trade, as plain decimal text. */
export interface TradePlan {
  readonly entryPrice: string;
  readonly stopLoss: string;
  readonly target: string;
  /** How far its stop follows below the highest price, a fraction of that. */
  readonly trailingStopPct: number;
}

export interface PlanFacts {
  readonly signal: AnalysedSignal;
  readonly position: OpenPosition | null;
  /** Null for a sell. */
  readonly plan: TradePlan | null;
  /** Who plans it, and at what depth. */
  readonly request: Pick<TaskRequest, 'agentId' | 'depth'>;
}

/**
 * The proposal that a signal leads to; the size is left to the door, which computes it from the confidence and the
 * limits.
 */
export function draftPlan(facts: PlanFacts): ProposalDraft {
  const base = baseOf(facts);
  if (facts.signal.signalType === 'sell') return { ...base, ...exitOf(facts) };
  return { ...base, ...(facts.signal.signalType === 'buy' ? entryOf(facts) : scaleOf(facts)) };
}

// An analysis writes more about each item than a proposal keeps.
const evidenceList = z.array(z.object(evidenceItem.shape));
const EVIDENCE_MAX = 40;

type Base = Pick<
  ProposalDraft,
  'agentId' | 'summary' | 'signalType' | 'instrumentId' | 'signalId' | 'evidence' | 'origin' | 'dedupeKey' | 'depth'
>;
type Rest = Omit<ProposalDraft, keyof Base> & Partial<Base>;

function baseOf({ signal, request: { agentId, depth } }: PlanFacts): Base {
  const evidence = evidenceList.safeParse(signal.evidence);
  return {
    agentId,
    summary: `${sayRecord(signal.source)} signals ${signal.signalType}, confidence ${sayRatio(signal.confidence)}`,
    signalType: signal.signalType,
    instrumentId: signal.instrumentId,
    signalId: signal.id,
    evidence: evidence.success ? evidence.data.slice(0, EVIDENCE_MAX) : [],
    origin: { kind: 'signal', id: signal.id },
    dedupeKey: `plan:${signal.id}`,
    depth: depth + 1,
  };
}

function entryOf({ signal, plan }: PlanFacts): Rest {
  return {
    title: `Buy ${signal.symbol}`,
    missionType: 'entry',
    ...(signal.found ? levelsFound(signal, signal.found) : plan && levelsOf(signal, plan)),
    steps: [
      { kind: 'calculate_risk', payload: {} },
      { kind: 'execute_trade', payload: {} },
      { kind: 'monitor_position', payload: {} },
    ],
  };
}

function levelsOf(signal: AnalysedSignal, { entryPrice, stopLoss, target, trailingStopPct }: TradePlan) {
  const levels = `entry near ${entryPrice}, stop ${stopLoss}, target ${target}, ${sayTrail(trailingStopPct)}`;
  return { stopLoss, target, trailingStopPct, summary: `${signalled(signal)}; ${levels}` };
}

const sayTrail = (pct: number): string => `a stop that follows ${sayShare(pct)} below the highest price`;

const signalled = ({ source, confidence }: AnalysedSignal): string =>
  `${sayRecord(source)} signals buy, confidence ${sayRatio(confidence)}`;

/** The levels that a strategy has planned; what it would buy the door reads of the signal itself. */
function levelsFound(signal: AnalysedSignal, { strategy, version, stopLoss, takeProfit, ...rest }: FoundPlan) {
  const said = [
    stopLoss && `stop ${stopLoss}`,
    takeProfit && `target ${takeProfit}`,
    rest.trailingStopPct === null ? null : sayTrail(rest.trailingStopPct),
    rest.hours === null ? null : `held for ${rest.hours} hours at most`,
  ].filter(Boolean);
  return {
    ...(stopLoss ? { stopLoss } : {}),
    ...(takeProfit ? { target: takeProfit } : {}),
    ...(rest.trailingStopPct === null ? {} : { trailingStopPct: rest.trailingStopPct }),
    summary: [`${signalled(signal)}; planned by ${strategy}@${version}`, ...said].join(', '),
  };
}

function exitOf({ signal, position }: PlanFacts): Rest {
  const positionId = position?.id ?? '';
  return {
    title: `Sell ${signal.symbol}: sell signal`,
    missionType: 'exit',
    positionId,
    exitReason: 'signal',
    steps: [{ kind: 'close_position', payload: { positionId } }],
  };
}

function scaleOf({ signal, position, plan }: PlanFacts): Rest {
  const positionId = position?.id ?? '';
  // More of the same position shares its stop; a plan of its own would loosen or tighten what is held.
  const stopLoss = position?.stopLoss ?? plan?.stopLoss;
  return {
    title: `Scale up ${signal.symbol}`,
    missionType: 'scale',
    positionId,
    ...(stopLoss ? { stopLoss } : {}),
    ...(plan ? { target: plan.target } : {}),
    steps: [
      { kind: 'calculate_risk', payload: {} },
      { kind: 'scale_position', payload: { positionId, direction: 'up' } },
      { kind: 'monitor_position', payload: { positionId } },
    ],
  };
}
