/** How much of what happens one wants to hear. The API says of each event from which level on it is told. */
export const levels = ['money', 'decisions', 'everything'] as const;
export type Level = (typeof levels)[number];

/** Whether somebody who listens at a level hears what is told at another. */
export function isHeard(told: Level, at: Level): boolean {
  return levels.indexOf(told) <= levels.indexOf(at);
}
