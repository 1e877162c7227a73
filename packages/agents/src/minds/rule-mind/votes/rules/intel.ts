import type { ReviewBriefing } from '../../../review.ts';
import { concernsOf, DOUBT, leaves, type Rule, STRONG, where, whereAtLeast, whereBelow } from '../concern.ts';
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
  whereBelow('weak_case', (b) => b.plan.confidence, [[0.65, DOUBT]]),
  whereAtLeast('strong_case', (b) => b.plan.confidence, [[0.8, -0.5]]),
  whereAtLeast('chased', (b) => b.market.change24hAtrs, [
    [8, STRONG],
    [6, DOUBT],
  ]),
  whereAtLeast('contradicted', (b) => againstShare(b), [
    [0.45, STRONG],
    [0.36, DOUBT],
  ]),
  whereAtLeast('confirmed', (b) => b.market.signals24h.otherSources, [
    [3, -0.8],
    [1, -0.4],
  ]),
  whereAtLeast('sells_seen', (b) => b.market.signals24h.sells, [[1, DOUBT]]),
  where('no_evidence', ({ plan }) => plan.action === 'entry' && plan.evidenceCount === 0, STRONG),
];

const exitRules: readonly Rule<IntelTopic>[] = [
  whereAtLeast('still_bought', (b) => b.market.signals24h.buys, [
    [3, STRONG],
    [2, DOUBT],
  ]),
  whereAtLeast('sold_again', (b) => b.market.signals24h.sells, [[2, -0.6]]),
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
