/**
 * What a debate about a proposal is like; its last turns are the votes. Source: the specification's table of formats.
 */
export const debateTerms = {
  turns: [6, 10],
  temperature: 0.8,
  /** How often two reviewers who get on badly turn a desk review into a debate, when a slot is free. */
  probability: 0.6,
  lowAffinity: 0.4,
} as const;

/** How many turns a debate has, from a number in [0, 1). */
export function debateTurns(roll: number): number {
  const [least, most] = debateTerms.turns;
  return least + Math.floor(roll * (most - least + 1));
}
