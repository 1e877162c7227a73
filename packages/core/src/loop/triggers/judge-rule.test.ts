import { expect, test } from 'vitest';
import { judgeRule } from './judge-rule.ts';
import { type RuleDraft, ruleDraft } from './rule-draft.ts';
import { seedRules } from './rules.ts';

const reactive = (changes: object = {}): RuleDraft =>
  ruleDraft.parse({
    name: 'mine',
    ruleType: 'reactive',
    triggerEvent: 'trade.closed',
    action: { targetAgent: 'intel', task: 'scan' },
    ...changes,
  });

const exitOf = (positionId: string) => ({
  targetAgent: 'atlas',
  proposal: {
    title: 'Leave',
    missionType: 'exit',
    positionId,
    steps: [{ kind: 'close_position', payload: { positionId } }],
  },
});

test('a rule over what the company knows has no faults', () => {
  expect(
    judgeRule(reactive({ conditions: { 'fields.pnlPct': { $lt: -0.1 }, 'portfolio.drawdown': { $gt: 0.05 } } })),
  ).toEqual([]);
  expect(judgeRule(reactive({ triggerEvent: 'position.at_risk', action: exitOf('{tradeId}') }))).toEqual([]);
});

test.each([
  ['an unknown kind of event', { triggerEvent: 'trade.exploded' }, 'triggerEvent'],
  ['an event that only tells', { triggerEvent: 'review.turn' }, 'triggerEvent'],
  ['no event', { triggerEvent: null }, 'triggerEvent'],
  ['code', { conditions: { $where: 'sleep(1e9)' } }, 'conditions'],
  ['code deep inside', { conditions: { $or: [{ 'fields.pnl': { $not: { $function: {} } } }] } }, 'conditions'],
  ['a regular expression', { conditions: { 'fields.symbol': { $regex: '(a+)+$' } } }, 'conditions'],
  ['a field that its event has not', { conditions: { 'fields.pnlpct': 1 } }, 'conditions'],
  ['an unknown fact of the books', { conditions: { 'portfolio.mood': 1 } }, 'conditions'],
  ['a task nobody can do', { action: { targetAgent: 'sage', task: 'juggle' } }, 'action.task'],
  [
    'a claim without a signal',
    { action: { targetAgent: 'scout', task: 'prepare_plan', claimsSignal: true } },
    'action.claimsSignal',
  ],
  ['a place its event cannot fill', { action: exitOf('{fields.position}') }, 'action.proposal'],
  [
    'a proposal that is none',
    {
      action: {
        ...exitOf('{tradeId}'),
        proposal: { ...exitOf('{tradeId}').proposal, steps: [{ kind: 'close_position', payload: {} }] },
      },
    },
    'action.proposal',
  ],
  [
    'steps that make no mission',
    {
      action: {
        ...exitOf('{tradeId}'),
        proposal: { ...exitOf('{tradeId}').proposal, missionType: 'entry', instrumentId: '{instrumentId}' },
      },
    },
    'action.proposal',
  ],
  ['a schedule on an event', { schedule: { everyMinutes: 5 } }, 'schedule'],
])('refuses %s', (_, changes, path) => {
  expect(judgeRule(reactive(changes))).toMatchObject([{ path }]);
});

test('a scheduled rule has a schedule and nothing of an event', () => {
  const proactive = (changes: object = {}) =>
    ruleDraft.parse({
      name: 'mine',
      ruleType: 'proactive',
      schedule: { everyMinutes: 5 },
      action: { targetAgent: 'intel', task: 'scan' },
      ...changes,
    });
  expect(judgeRule(proactive())).toEqual([]);
  expect(judgeRule(proactive({ schedule: null }))).toMatchObject([{ path: 'schedule' }]);
  expect(judgeRule(proactive({ triggerEvent: 'trade.closed' })).map(({ path }) => path)).toContain('triggerEvent');
  expect(judgeRule(proactive({ conditions: { 'fields.pnl': 1 } }))).toMatchObject([{ path: 'conditions' }]);
});

test('an action is a task or a proposal, never both or neither', () => {
  const both = { ...exitOf('{tradeId}'), task: 'scan' };
  for (const action of [both, { targetAgent: 'atlas' }])
    expect(ruleDraft.safeParse({ ...reactive(), action }).success).toBe(false);
});

test('every rule of the seed asks about facts that are there', () => {
  for (const { everyMinutes, ...rule } of seedRules) {
    const draft = ruleDraft.parse({ ...rule, schedule: everyMinutes === null ? null : { everyMinutes } });
    expect(judgeRule(draft).filter(({ path }) => rule.enabled || path !== 'action.task')).toEqual([]);
  }
});
