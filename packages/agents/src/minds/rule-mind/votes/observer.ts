import type { ReviewBriefing } from '../../review.ts';
import { concernsOf, DECISIVE, DOUBT, type Rule } from './concern.ts';
import { type Judgement, weigh } from './judgement.ts';

export type ObserverTopic = 'missing_stop' | 'missing_confidence' | 'defaulted_stop' | 'clear';

const PRIOR = -1.8;

const adds = ({ plan }: ReviewBriefing): boolean => plan.action === 'entry' || plan.action === 'scale_up';

const rules: readonly Rule<ObserverTopic>[] = [
  { topic: 'missing_stop', weight: (b) => (adds(b) && b.plan.stopLoss === null ? DECISIVE : 0) },
  { topic: 'missing_confidence', weight: (b) => (adds(b) && b.plan.confidence === null ? DECISIVE : 0) },
  { topic: 'defaulted_stop', weight: (b) => (b.plan.stopDefaulted ? DOUBT : 0) },
];

/** OBSERVER's vote: whether the proposal was made by the book. */
export function judgeAsObserver(briefing: ReviewBriefing): Judgement<ObserverTopic> {
  return weigh(PRIOR, concernsOf(rules, briefing));
}
