import { type Odds, sayOdds } from '@atc/core/desk/odds';
import { sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
/** What ATLAS knows of a signal before he decides whether the desk should propose it. Fractions, USD and R. */
export interface EvaluationFacts {
  readonly signalType: 'buy' | 'sell' | 'scale';
  readonly confidence: number;
  /** What is known of its chance to pay; null without a forecast. */
  readonly odds: Odds | null;
  readonly rewardRisk: number | null;
  /** What the trades of the strategy that found it came to on average, a fraction after costs. */
  readonly foundMean?: number | null;
  readonly freePositions: number;
  /** With the held token that moves most like this one. */
  readonly nearestCorrelation: number | null;
  readonly nearestSymbol: string | null;
  readonly drawdown: number;
  /** The day's P&L over equity. */
  readonly dayPnlPct: number;
  /** Unrealised P&L of the position that a sell or scale is about; null: nothing is held. */
  readonly heldPnlPct: number | null;
}

export interface Evaluation {
  readonly worthwhile: boolean;
  /** One sentence each, with its numbers; empty: nothing speaks against it. */
  readonly objections: readonly string[];
}

const LEAST_REWARD_RISK = 1.5;
const MOST_CORRELATION = 0.8;
const MOST_DRAWDOWN = 0.1;
const MOST_DAY_LOSS = -0.03;
/** Below this confidence a sell signal takes profits but does not cut what is under water: its stop does that. */
const CUTS_FROM = 0.7;

/**
 * ATLAS's decision on a signal of middling confidence: were such signals not shown to lose, is there room for it, and
 * nothing against more risk.
 */
export function evaluateSignal(facts: EvaluationFacts): Evaluation {
  const objections = (facts.signalType === 'sell' ? exitObjections : entryObjections)(facts).filter(
    (text) => text !== null,
  );
  return { worthwhile: objections.length === 0, objections };
}

function entryObjections(facts: EvaluationFacts): readonly (string | null)[] {
  const { freePositions, nearestCorrelation, nearestSymbol, drawdown, dayPnlPct } = facts;
  return [
    ...worthObjections(facts),
    facts.signalType === 'buy' && freePositions <= 0 ? 'every position slot is taken' : null,
    facts.signalType === 'scale' && (facts.heldPnlPct ?? -1) < 0 ? 'only what is held at a profit is scaled up' : null,
    nearestCorrelation !== null && nearestCorrelation > MOST_CORRELATION
      ? `it moves with ${nearestSymbol} (correlation ${sayRatio(nearestCorrelation)}), which is held`
      : null,
    drawdown > MOST_DRAWDOWN ? `equity is ${sayShare(drawdown)} below its peak` : null,
    dayPnlPct < MOST_DAY_LOSS ? `the day stands at ${sayShare(dayPnlPct)}` : null,
  ];
}

/** A strategy has its own way out: its trades say what it is worth. */
function worthObjections({ odds, rewardRisk, foundMean }: EvaluationFacts): readonly (string | null)[] {
  if (typeof foundMean === 'number')
    return [foundMean > 0 ? null : `the trades of its strategy came to ${sayPct(foundMean)} on average`];
  return [
    rewardRisk === null || rewardRisk < LEAST_REWARD_RISK
      ? `the reward is ${known(rewardRisk)} times the risk, under ${LEAST_REWARD_RISK}`
      : null,
    odds?.shown === 'loses' ? sayOdds(odds) : null,
  ];
}

function exitObjections({ heldPnlPct, confidence }: EvaluationFacts): readonly (string | null)[] {
  if (heldPnlPct === null) return ['nothing is held to sell'];
  return [
    heldPnlPct <= 0 && confidence < CUTS_FROM
      ? `the position stands at ${sayShare(heldPnlPct)} and a confidence of ${sayRatio(confidence)} ` +
        'does not overrule its stop'
      : null,
  ];
}

const known = (figure: number | null): string => (figure === null ? 'not known' : sayRatio(figure));
