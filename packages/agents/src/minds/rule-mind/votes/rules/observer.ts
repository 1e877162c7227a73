import type { ReviewBriefing } from '../../../review.ts';
import { atLeast, below, concernsOf, DOUBT, leaves, type Rule, STRONG } from '../concern.ts';
import { type Judgement, weigh } from '../judgement.ts';

export type ObserverTopic =
  | 'defaulted_stop'
  | 'gaps'
  | 'short_history'
  | 'old_signal'
  | 'old_price'
  | 'revenge'
  | 'losing_day'
  | 'full_desk'
  | 'clear';

const PRIOR = -1.6;
const DAY_MINUTES = 1440;

const gaps: Rule<ObserverTopic> = {
  topic: 'gaps',
  weight: (b) =>
    below(b.market.recorded24hShare, [
      [0.9, 2.2],
      [0.98, DOUBT],
    ]),
};
const oldPrice: Rule<ObserverTopic> = {
  topic: 'old_price',
  weight: (b) => atLeast(b.market.priceAgeMinutes, [[4, 0.4]]),
};

const entryRules: readonly Rule<ObserverTopic>[] = [
  { topic: 'defaulted_stop', weight: (b) => (b.plan.stopDefaulted ? 2 : 0) },
  gaps,
  oldPrice,
  {
    topic: 'short_history',
    weight: (b) =>
      below(b.market.hours72hCount, [
        [36, STRONG],
        [60, DOUBT],
      ]),
  },
  { topic: 'old_signal', weight: signalAgeWeight },
  {
    topic: 'revenge',
    weight: (b) =>
      below(b.record.tokenLossHours, [
        [6, STRONG],
        [24, DOUBT],
      ]),
  },
  {
    topic: 'losing_day',
    weight: (b) =>
      atLeast(b.record.losses24h, [
        [4, STRONG],
        [3, DOUBT],
      ]),
  },
  {
    topic: 'full_desk',
    weight: (b) => (b.plan.action === 'entry' ? atLeast(b.portfolio.openPositions, [[2, 0.4]]) : 0),
  },
];

/** What OBSERVER looks at, on buying and on leaving. */
export const observerRules = { adding: entryRules, leaving: [gaps, oldPrice] } as const;

/** OBSERVER's vote: whether the rules are kept, and whether the data is fresh and whole. */
export function judgeAsObserver(briefing: ReviewBriefing): Judgement<ObserverTopic> {
  return weigh(PRIOR, concernsOf(observerRules[leaves(briefing) ? 'leaving' : 'adding'], briefing));
}

// What is held is added to on the signal of its entry: that may be older than one that is acted on for the first time.
function signalAgeWeight({ plan }: ReviewBriefing): number {
  if (plan.action === 'scale_up') return atLeast(plan.signalAgeMinutes, [[DAY_MINUTES, DOUBT]]);
  return atLeast(plan.signalAgeMinutes, [
    [120, 2],
    [30, DOUBT],
  ]);
}
