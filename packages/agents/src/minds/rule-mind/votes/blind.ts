import type { ReviewBriefing } from '../../review.ts';
import { DECISIVE } from './concern.ts';
import { type Judgement, weigh } from './judgement.ts';

export type BlindTopic = 'no_price';

// Less of what nobody can see is right more often than not.
const LEAVING_PRIOR = -1;
const ADDING_PRIOR = 0;

/** How anybody votes on what has no fresh price: nothing is added to it, and what lowers its risk may go. */
export function judgeBlind({ plan }: ReviewBriefing): Judgement<BlindTopic> {
  if (plan.action === 'exit' || plan.action === 'scale_down') return weigh(LEAVING_PRIOR, []);
  return weigh(ADDING_PRIOR, [{ topic: 'no_price', weight: DECISIVE }]);
}
