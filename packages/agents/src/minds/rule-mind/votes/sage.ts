import type { ReviewBriefing } from '../../review.ts';
import { atLeast, below, concernsOf, DECISIVE, DOUBT, type Rule, STRONG } from './concern.ts';
import { type Judgement, weigh } from './judgement.ts';

export type SageTopic =
  | 'no_stop'
  | 'tight_stop'
  | 'wide_stop'
  | 'unknown_volatility'
  | 'wild_market'
  | 'falling_market'
  | 'drawdown'
  | 'exposure'
  | 'risk'
  | 'correlation'
  | 'token_losses'
  | 'source_losses'
  | 'safer'
  | 'clear';

// About one sound plan in four turns out badly even when nothing speaks against it.
const PRIOR = -1.1;
// Closing risk is wrong only when the record says that such closings cost.
const EXIT_PRIOR = -2;
const FALLING = STRONG;

const entryRules: readonly Rule<SageTopic>[] = [
  { topic: 'no_stop', weight: (b) => (b.plan.stopLoss === null || b.plan.stopPct === null ? DECISIVE : 0) },
  {
    topic: 'tight_stop',
    weight: (b) =>
      below(b.market.stopAtrs, [
        [1, DECISIVE],
        [1.5, DOUBT],
      ]),
  },
  {
    topic: 'wide_stop',
    weight: (b) =>
      atLeast(b.plan.stopPct, [
        [0.4, STRONG],
        [0.31, DOUBT],
      ]),
  },
  { topic: 'unknown_volatility', weight: (b) => (b.market.atrPct === null ? DOUBT : 0) },
  {
    topic: 'wild_market',
    weight: (b) =>
      atLeast(b.market.atrPct, [
        [0.15, STRONG],
        [0.08, DOUBT],
      ]),
  },
  { topic: 'falling_market', weight: (b) => (b.market.regime?.name === 'falling' ? FALLING : 0) },
  {
    topic: 'drawdown',
    weight: (b) =>
      atLeast(b.portfolio.drawdownPct, [
        [0.15, DECISIVE],
        [0.1, STRONG],
        [0.05, DOUBT],
      ]),
  },
  {
    topic: 'exposure',
    weight: (b) =>
      atLeast(b.portfolio.exposureAfterPct, [
        [0.6, DECISIVE],
        [0.4, STRONG],
        [0.25, DOUBT],
      ]),
  },
  {
    topic: 'risk',
    weight: (b) =>
      atLeast(b.plan.riskPct, [
        [0.03, DECISIVE],
        [0.0201, STRONG],
      ]),
  },
  { topic: 'correlation', weight: correlationWeight },
  {
    topic: 'token_losses',
    weight: (b) =>
      atLeast(b.record.token.losses - b.record.token.wins, [
        [3, DECISIVE],
        [2, STRONG],
      ]),
  },
  {
    topic: 'source_losses',
    weight: (b) =>
      b.record.source.trades >= 5
        ? below(b.record.source.wins / b.record.source.trades, [
            [0.2, STRONG],
            [0.35, DOUBT],
          ])
        : 0,
  },
];

/**
 * SAGE's vote: on entries and scale-ups the stop, the drawdown, the exposure and the record; what lowers risk it lets
 * pass.
 */
export function judgeAsSage(briefing: ReviewBriefing): Judgement<SageTopic> {
  if (briefing.plan.action === 'exit' || briefing.plan.action === 'scale_down') return weigh(EXIT_PRIOR, []);
  return weigh(PRIOR, concernsOf(entryRules, briefing));
}

// One twin is a doubt; two of them, or a perfect one, make the new trade a copy of what is held.
function correlationWeight({ portfolio }: ReviewBriefing): number {
  if (portfolio.correlatedCount >= 2) return DECISIVE;
  return atLeast(portfolio.nearestCorrelation, [
    [0.95, STRONG],
    [0.8, DOUBT],
  ]);
}
