import type { ReviewBriefing } from '../../../review.ts';
import { atLeast, below, concernsOf, DOUBT, leaves, type Rule, STRONG } from '../concern.ts';
import { type Judgement, weigh } from '../judgement.ts';

export type IntelTopic =
  | 'weak_case'
  | 'strong_case'
  | 'chased'
  | 'contradicted'
  | 'confirmed'
  | 'sells_seen'
  | 'no_evidence'
  | 'still_bought'
  | 'sold_again'
  | 'clear';

// INTEL leans towards opportunity: that is its job, and why others sit beside it.
const PRIOR = -1.4;
const EXIT_PRIOR = -1;

const entryRules: readonly Rule<IntelTopic>[] = [
  { topic: 'weak_case', weight: (b) => below(b.plan.confidence, [[0.65, DOUBT]]) },
  { topic: 'strong_case', weight: (b) => atLeast(b.plan.confidence, [[0.8, -0.5]]) },
  {
    topic: 'chased',
    weight: (b) =>
      atLeast(b.market.change24hAtrs, [
        [8, STRONG],
        [6, DOUBT],
      ]),
  },
  {
    topic: 'contradicted',
    weight: (b) =>
      atLeast(againstShare(b), [
        [0.45, STRONG],
        [0.36, DOUBT],
      ]),
  },
  {
    topic: 'confirmed',
    weight: (b) =>
      atLeast(b.market.signals24h.otherSources, [
        [3, -0.8],
        [1, -0.4],
      ]),
  },
  { topic: 'sells_seen', weight: (b) => atLeast(b.market.signals24h.sells, [[1, DOUBT]]) },
  { topic: 'no_evidence', weight: ({ plan }) => (plan.action === 'entry' && plan.evidenceCount === 0 ? STRONG : 0) },
];

const exitRules: readonly Rule<IntelTopic>[] = [
  {
    topic: 'still_bought',
    weight: (b) =>
      atLeast(b.market.signals24h.buys, [
        [3, STRONG],
        [2, DOUBT],
      ]),
  },
  { topic: 'sold_again', weight: (b) => atLeast(b.market.signals24h.sells, [[2, -0.6]]) },
];

/** What INTEL looks at, on buying and on leaving. */
export const intelRules = { adding: entryRules, leaving: exitRules } as const;

/**
 * INTEL's vote: how strong its case is, what confirms or contradicts it, and whether the move has already been made.
 */
export function judgeAsIntel(briefing: ReviewBriefing): Judgement<IntelTopic> {
  return leaves(briefing)
    ? weigh(EXIT_PRIOR, concernsOf(exitRules, briefing))
    : weigh(PRIOR, concernsOf(entryRules, briefing));
}

function againstShare({ plan: { evidenceFor, evidenceAgainst } }: ReviewBriefing): number | null {
  const all = evidenceFor + evidenceAgainst;
  return all === 0 ? null : evidenceAgainst / all;
}
