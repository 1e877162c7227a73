import { expect, test } from 'vitest';
import { type ActionRequest, draftAction } from './draft-action.ts';

const request = (changes: Partial<ActionRequest> = {}): ActionRequest => ({
  action: { targetAgent: 'sage', task: 'review_position', subject: 'position' },
  facts: { title: 'BONK closed', tradeId: 'trade' },
  subject: 'bonk',
  topic: null,
  origin: { kind: 'event', id: 'event' },
  dedupeKey: 'rule|event',
  depth: 2,
  ...changes,
});

test('a task is a mission of one step for its agent', () => {
  expect(draftAction(request())).toEqual({
    agentId: 'sage',
    title: 'SAGE: review position',
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'review_position', agentId: 'sage', subject: 'bonk' } }],
    origin: { kind: 'event', id: 'event' },
    dedupeKey: 'rule|event',
    depth: 2,
  });
});

test('a topic is told to the agent and stands in the title', () => {
  const drafted = draftAction(request({ topic: 'risk_of_memes' }));
  expect(drafted).toMatchObject({
    title: 'SAGE: review position (risk of memes)',
    steps: [{ payload: { topic: 'risk_of_memes' } }],
  });
});

test('a task that no agent can do is not made', () => {
  const action = { targetAgent: 'sage', task: 'fly', subject: 'company' } as const;
  expect(draftAction(request({ action }))).toEqual({ fault: 'no agent can do the task fly' });
});

test('an action of nothing is not made', () => {
  const action = { targetAgent: 'sage', subject: 'company' } as const;
  expect(draftAction(request({ action }))).toEqual({ fault: 'it names neither a task nor a proposal' });
});

const wanting = (title: string): ActionRequest['action'] => ({
  targetAgent: 'growth',
  subject: 'company',
  proposal: {
    title,
    missionType: 'analysis',
    steps: [{ kind: 'roundtable_conversation', payload: { format: 'strategy_session', topic: '{title}' } }],
  },
});

test('a proposal has its places filled, and is its agent’s', () => {
  expect(draftAction(request({ action: wanting('About {title}') }))).toMatchObject({
    agentId: 'growth',
    title: 'About BONK closed',
    steps: [{ payload: { topic: 'BONK closed' } }],
    origin: { kind: 'event', id: 'event' },
    dedupeKey: 'rule|event',
    depth: 2,
  });
});

test('a proposal with a place that nothing fills is not made, and says which', () => {
  const fault = 'its proposal does not fit: it has no fields.nope';
  expect(draftAction(request({ action: wanting('{fields.nope}') }))).toEqual({ fault });
});
