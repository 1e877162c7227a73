import type { AgentId } from '@atc/core/company/roster';
import type { Modifier, ModifierKind } from '../../../voice/index.ts';

type Habit = (about: string) => readonly string[];

/** What each agent says more of, once experience has changed its voice: in its own words, without a figure. */
const habits: Readonly<Record<AgentId, Readonly<Record<ModifierKind, Habit>>>> = {
  atlas: {
    seasoned: () => ['We paid for that lesson, so we act on it.', 'No excuses, we learned this one already.'],
    strategic: () => ['Bottom line, this fits the plan or it goes.', 'Stay with the strategy and execute.'],
    pattern_minded: () => ['I have watched this pattern decide days before.', 'The pattern is clear enough to act.'],
    fixed_on: (token) => [`${token} keeps landing on my desk, so decide it.`, `Bottom line on ${token}: results.`],
  },
  sage: {
    seasoned: () => ['Past losses make me more careful here.', 'I have seen that risk materialise before.'],
    strategic: () => [
      'Capital protection is the strategy, the rest is detail.',
      'A strategy without a stop is a hope.',
    ],
    pattern_minded: () => ['A pattern is not evidence until it is tested.', 'Patterns fail when we rely on them most.'],
    fixed_on: (token) => [`I remain wary of ${token}.`, `The risk in ${token} is never far from my mind.`],
  },
  scout: {
    seasoned: () => ['Execution errors from before stay on my checklist.', 'Entry discipline, learned the hard way.'],
    strategic: () => ['Order placement follows the playbook.', 'Levels first, then orders, as the playbook has it.'],
    pattern_minded: () => ['The structure repeats at these levels.', 'Same chart structure, same entry routine.'],
    fixed_on: (token) => [`${token} stays on my chart.`, `I keep the ${token} levels marked.`],
  },
  growth: {
    seasoned: () => ['Our lessons are starting to add up.', 'Every mistake in the history teaches us something.'],
    strategic: () => ['We could turn this into an experiment.', "Let's make what worked repeatable."],
    pattern_minded: () => ['I keep finding patterns in our history.', 'Interesting, the pattern shows up again.'],
    fixed_on: (token) => [`I keep coming back to our history in ${token}.`, `${token} taught us a lot.`],
  },
  intel: {
    seasoned: () => ['Burned by noise before, filtering harder now.', 'Bad tips remembered, feeds filtered.'],
    strategic: () => ['Scanning where it paid off first.', 'Targets ranked, scanning the best feed first.'],
    pattern_minded: () => ['Familiar setup on the radar.', 'Radar has seen this setup before.'],
    fixed_on: (token) => [`${token} on permanent watch.`, `Radar still locked on ${token}.`],
  },
  observer: {
    seasoned: () => [
      'Earlier deviations are on record for comparison.',
      'The record contains prior incidents of this.',
    ],
    strategic: () => ['Procedure is compared with the stated strategy.', 'The process is checked against the plan.'],
    pattern_minded: () => ['Recurring process events are noted.', 'A recurrence is noted in the log.'],
    fixed_on: (token) => [`${token} is logged under continued observation.`, `The log on ${token} remains open.`],
  },
};

/** The sentences that a voice has grown. */
export function habitsOf(agent: AgentId, voice: readonly Modifier[]): readonly string[] {
  return voice.flatMap(({ kind, about }) => habits[agent][kind](about ?? ''));
}
