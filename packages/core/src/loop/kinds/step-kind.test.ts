import { expect, test } from 'vitest';
import { origin } from './origin.ts';
import { machineryQueues, protectiveQueues, queueSpecs, stepDraft, stepKinds } from './step-kind.ts';

const id = '0198f0f0-0000-7000-8000-000000000001';
const specs = queueSpecs({ stepConcurrency: 4, stepsPerSecond: 10 });
const spec = (name: string) => specs.find((one) => one.name === name);

test('each step kind and each machine has a queue, and one only', () => {
  expect(specs.map(({ name }) => name)).toEqual([...stepKinds, ...machineryQueues]);
});

test('what lowers risk is not limited, everything else that is a step is', () => {
  const free = stepKinds.filter((kind) => spec(kind)?.maxPerSecond === undefined);
  expect(free).toEqual(['monitor_position', 'close_position']);
  expect(spec('execute_trade')).toEqual({ name: 'execute_trade', concurrency: 4, maxPerSecond: 10 });
});

test.each([
  ['heartbeat', 1],
  ['price_watch', 1],
  ['proactive', 1],
  ['events', 4],
  ['initiative', 4],
  ['turns', 8],
])('%s works %d jobs at once', (name, concurrency) => {
  expect(spec(name)).toEqual({ name, concurrency });
});

test('more than eight turns go on at once where steps do', () => {
  const many = queueSpecs({ stepConcurrency: 20, stepsPerSecond: 10 });
  expect(many.find(({ name }) => name === 'turns')?.concurrency).toBe(20);
});

test('nobody may hold back what watches, sells and recovers', () => {
  expect(protectiveQueues).toEqual(['price_watch', 'monitor_position', 'close_position', 'heartbeat', 'events']);
});

test.each([
  { kind: 'analyze_signal', payload: { signalId: id } },
  { kind: 'execute_trade', payload: {} },
  { kind: 'monitor_position', payload: {} },
  { kind: 'close_position', payload: { positionId: id } },
  { kind: 'scale_position', payload: { positionId: id, direction: 'down' } },
  { kind: 'roundtable_conversation', payload: { format: 'debate', topic: 'x'.repeat(300) } },
  { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'x'.repeat(200), topic: '' } },
])('a step $kind is taken', (step) => {
  expect(stepDraft.parse(step)).toEqual(step);
});

test.each([
  ['a kind that nobody knows', { kind: 'hedge', payload: {} }],
  ['a price, which the proposal holds', { kind: 'execute_trade', payload: { price: 1 } }],
  ['an exit of nothing', { kind: 'close_position', payload: {} }],
  ['an id that is none', { kind: 'close_position', payload: { positionId: '7' } }],
  ['a scale that goes nowhere', { kind: 'scale_position', payload: { positionId: id, direction: 'sideways' } }],
  ['a conversation about nothing', { kind: 'roundtable_conversation', payload: { format: 'debate', topic: '' } }],
  ['a topic too long', { kind: 'roundtable_conversation', payload: { format: 'debate', topic: 'x'.repeat(301) } }],
  [
    'a conversation without a shape',
    { kind: 'roundtable_conversation', payload: { format: 'desk_review', topic: 'x' } },
  ],
  ['a task for nobody', { kind: 'agent_task', payload: { task: 'scan', agentId: 'zoe', subject: 'company' } }],
  ['a task about nothing', { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: '' } }],
  ['a subject too long', { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'x'.repeat(201) } }],
])('%s is no step', (_, step) => {
  expect(stepDraft.safeParse(step).success).toBe(false);
});

test.each([
  ...['signal', 'event', 'operator', 'price_bar', 'schedule', 'reaction'],
  ...['roundtable', 'initiative', 'protection', 'external', 'reconciliation'],
])('what a chain goes back to may be a %s (I8)', (kind) => {
  expect(origin.safeParse({ kind, id: 'x' }).success).toBe(true);
});

test('what a chain goes back to has a name of 1 to 200 signs', () => {
  const fits = (length: number) => origin.safeParse({ kind: 'event', id: 'x'.repeat(length) }).success;
  expect([0, 1, 200, 201].map(fits)).toEqual([false, true, true, false]);
  expect(origin.safeParse({ kind: 'dream', id: 'x' }).success).toBe(false);
});
