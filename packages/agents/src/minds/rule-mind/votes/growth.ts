import type { ReviewBriefing, TradeRecord } from '../../review.ts';
import { below, concernsOf, DOUBT, type Rule, STRONG } from './concern.ts';
import { abstain, type Judgement, weigh } from './judgement.ts';

export type GrowthTopic = 'too_few' | 'token_record' | 'source_record' | 'clear';

const PRIOR = -0.6;
const LEAST_TRADES = 5;

const winRateWeight = ({ trades, wins }: TradeRecord): number =>
  trades >= LEAST_TRADES
    ? below(wins / trades, [
        [0.25, STRONG],
        [0.4, DOUBT],
      ])
    : 0;

const rules: readonly Rule<GrowthTopic>[] = [
  { topic: 'token_record', weight: (b) => winRateWeight(b.record.token) },
  { topic: 'source_record', weight: (b) => winRateWeight(b.record.source) },
];

/**
 * GROWTH's vote: what past trades of this token and this source say; with fewer than five of the company's it abstains.
 */
export function judgeAsGrowth(briefing: ReviewBriefing): Judgement<GrowthTopic> {
  if (briefing.record.company.trades < LEAST_TRADES) return abstain([{ topic: 'too_few', weight: DOUBT }]);
  return weigh(PRIOR, concernsOf(rules, briefing));
}
