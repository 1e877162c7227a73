import type { DistilBriefing } from '../distillation.ts';

/** A test as old as this says little of today. */
const OLD_DAYS = 28;
/** Standard errors below what is expected that come by luck one time in twenty. */
const BY_LUCK = 1.64;

type Standings = NonNullable<DistilBriefing['strategies']>;

/**
 * What a strategy session wants done with strategies, by figures: a test of what was never tested, or else of what was
 * tested longest ago; every run that only the holdout is left to judge; and a halt for what brings less than expected
 * by more than luck.
 */
export function choicesOf({ tests, proposable, below }: Standings): readonly string[] {
  const due = tests.filter(({ daysAgo }) => daysAgo === null || daysAgo >= OLD_DAYS);
  const [oldest] = due.toSorted((a, b) => age(b) - age(a));
  return [
    ...(oldest ? [oldest.option] : []),
    ...proposable.map(({ option }) => option),
    ...below.filter(({ errors }) => errors >= BY_LUCK).map(({ option }) => option),
  ];
}

const age = ({ daysAgo }: Standings['tests'][number]): number => daysAgo ?? Number.MAX_SAFE_INTEGER;
