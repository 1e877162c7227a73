import { expect, test } from 'vitest';
import { answerOf } from './answers.ts';

test.each([
  ['diagnose', { task: 'diagnose' }],
  ['evaluate', { task: 'evaluate_signal', claimsSignal: true }],
  ['analyze', { task: 'analyse_outcome' }],
  ['review', { task: 'review_position' }],
  ['alert', { task: 'check_system' }],
  ['scan', { task: 'scan' }],
])('a reaction of type %s is answered by %o', (type, answer) => {
  expect(answerOf(type)).toEqual(answer);
});

test('a strategy is proposed by a strategy session about the event', () => {
  expect(answerOf('propose_strategy').proposal?.steps).toEqual([
    { kind: 'roundtable_conversation', payload: { format: 'strategy_session', topic: '{title}' } },
  ]);
});
