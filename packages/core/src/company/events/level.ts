/**
 * How much of what happens somebody wants to hear: what moves or threatens money; the decisions as well; also all talk
 * and every look that found nothing.
 */
export const feedLevels = ['money', 'decisions', 'everything'] as const;

export type FeedLevel = (typeof feedLevels)[number];

/** Whether somebody who listens at a level hears what is told at another. */
export function isHeard(told: FeedLevel, at: FeedLevel): boolean {
  return feedLevels.indexOf(told) <= feedLevels.indexOf(at);
}
