import type { ReviewBriefing } from '../../../review.ts';
import {
  atLeast,
  concernsOf,
  DOUBT,
  gradesIn,
  leaves,
  type Rule,
  STRONG,
  where,
  whereAtLeast,
  whereBelow,
} from '../concern.ts';
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
const OLD = [
  [120, 2],
  [30, DOUBT],
] as const;
const LONG_HELD = [[1440, DOUBT]] as const;

const gaps: Rule<ObserverTopic> = whereBelow('gaps', (b) => b.market.recorded24hShare, [
  [0.9, 2.2],
  [0.98, DOUBT],
]);
const oldPrice: Rule<ObserverTopic> = whereAtLeast('old_price', (b) => b.market.priceAgeMinutes, [[4, 0.4]]);

const entryRules: readonly Rule<ObserverTopic>[] = [
  where('defaulted_stop', (b) => b.plan.stopDefaulted, 2),
  gaps,
  oldPrice,
  whereBelow('short_history', (b) => b.market.hours72hCount, [
    [36, STRONG],
    [60, DOUBT],
  ]),
  { topic: 'old_signal', grades: gradesIn(OLD, LONG_HELD), weight: signalAgeWeight },
  whereBelow('revenge', (b) => b.record.tokenLossHours, [
    [6, STRONG],
    [24, DOUBT],
  ]),
  whereAtLeast('losing_day', (b) => b.record.losses24h, [
    [4, STRONG],
    [3, DOUBT],
  ]),
  whereAtLeast('full_desk', (b) => (b.plan.action === 'entry' ? b.portfolio.openPositions : null), [[2, 0.4]]),
];

/** What OBSERVER looks at, on buying and on leaving. */
export const observerRules = { adding: entryRules, leaving: [gaps, oldPrice] } as const;

/** OBSERVER's vote: whether the rules are kept, and whether the data is fresh and whole. */
export function judgeAsObserver(briefing: ReviewBriefing): Judgement<ObserverTopic> {
  return weigh(PRIOR, concernsOf(observerRules[leaves(briefing) ? 'leaving' : 'adding'], briefing));
}

// What is held is added to on the signal of its entry: that may be older than one that is acted on for the first time.
function signalAgeWeight({ plan }: ReviewBriefing): number {
  return atLeast(plan.signalAgeMinutes, plan.action === 'scale_up' ? LONG_HELD : OLD);
}
