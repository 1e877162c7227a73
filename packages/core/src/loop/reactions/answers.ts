import type { RuleAction } from '../triggers/index.ts';

type Answer = Omit<RuleAction, 'targetAgent' | 'subject'>;

/** What each type of reaction asks of its target. A type that is not listed is the name of a task. */
const answers: Readonly<Record<string, Answer>> = {
  diagnose: { task: 'diagnose' },
  evaluate: { task: 'evaluate_signal', claimsSignal: true },
  analyze: { task: 'analyse_outcome' },
  review: { task: 'review_position' },
  propose_strategy: {
    proposal: {
      title: 'Strategy session: {title}',
      summary: '{summary}',
      missionType: 'analysis',
      steps: [{ kind: 'roundtable_conversation', payload: { format: 'strategy_session', topic: '{title}' } }],
    },
  },
  alert: { task: 'check_system' },
};

/** What a reaction of this type does. */
export function answerOf(type: string): Answer {
  return answers[type] ?? { task: type };
}
