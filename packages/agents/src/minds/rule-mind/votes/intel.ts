import type { ReviewBriefing } from '../../review.ts';
import { atLeast, below, concernsOf, DOUBT, type Rule, STRONG } from './concern.ts';
import { type Judgement, weigh } from './judgement.ts';

export type IntelTopic = 'weak_case' | 'chased' | 'no_evidence' | 'clear';

// INTEL leans towards opportunity: that is its job, and why others sit beside it.
const PRIOR = -1.6;

const rules: readonly Rule<IntelTopic>[] = [
  {
    topic: 'weak_case',
    weight: (b) =>
      below(b.plan.confidence, [
        [0.6, STRONG],
        [0.65, DOUBT],
      ]),
  },
  {
    topic: 'chased',
    weight: (b) =>
      atLeast(b.market.change24hPct, [
        [1, STRONG],
        [0.5, DOUBT],
      ]),
  },
  { topic: 'no_evidence', weight: (b) => (b.plan.evidenceCount === 0 ? STRONG : 0) },
];

/** INTEL's vote: how strong the case is, and whether the move has already been made. */
export function judgeAsIntel(briefing: ReviewBriefing): Judgement<IntelTopic> {
  return weigh(PRIOR, concernsOf(rules, briefing));
}
