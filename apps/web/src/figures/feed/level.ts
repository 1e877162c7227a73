/** How much of what happens one wants to hear, from what moves money on. The API says of each event where it belongs. */
export const levels = ['money', 'decisions', 'everything'] as const;
export type Level = (typeof levels)[number];

/** Whether somebody who listens at a level hears what is told at another. */
export function isHeard(told: Level, at: Level): boolean {
  return levels.indexOf(told) <= levels.indexOf(at);
}
