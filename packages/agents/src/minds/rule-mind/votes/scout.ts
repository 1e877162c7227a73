import type { ReviewBriefing } from '../../review.ts';
import { atLeast, concernsOf, DECISIVE, DOUBT, type Rule, STRONG } from './concern.ts';
import { abstain, type Judgement, weigh } from './judgement.ts';

export type ScoutTopic = 'no_data' | 'costs' | 'thin_market' | 'drift' | 'exit_path' | 'clear';

const PRIOR = -1.5;

const rules: readonly Rule<ScoutTopic>[] = [
  {
    topic: 'costs',
    weight: (b) =>
      atLeast(b.market.costShare, [
        [0.4, DECISIVE],
        [0.25, STRONG],
        [0.15, DOUBT],
      ]),
  },
  {
    topic: 'thin_market',
    weight: (b) =>
      atLeast(b.market.volumeShare, [
        [0.1, DECISIVE],
        [0.03, STRONG],
        [0.01, DOUBT],
      ]),
  },
  {
    topic: 'drift',
    weight: (b) =>
      atLeast(b.market.driftPct === null ? null : Math.abs(b.market.driftPct), [
        [0.03, DECISIVE],
        [0.015, STRONG],
        [0.0075, DOUBT],
      ]),
  },
];

/**
 * SCOUT's vote: whether the trade can be filled near its price, at a cost that leaves an edge. Without data it
 * abstains.
 */
export function judgeAsScout(briefing: ReviewBriefing): Judgement<ScoutTopic> {
  if (briefing.plan.action === 'exit') return weigh(PRIOR, []);
  const { lastPrice, volume1hUsd, roundTripBps } = briefing.market;
  if (lastPrice === null || volume1hUsd === null || roundTripBps === null)
    return abstain([{ topic: 'no_data', weight: DOUBT }]);
  return weigh(PRIOR, concernsOf(rules, briefing));
}
