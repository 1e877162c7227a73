import { expect, test } from 'vitest';
import { type ProposalDraft, proposalDraft } from '../proposal.ts';
import { judgeShape, MAX_DEPTH } from './shape.ts';

const id = '0198f0f0-0000-7000-8000-000000000001';
const other = '0198f0f0-0000-7000-8000-000000000002';

const entry: ProposalDraft = {
  agentId: 'scout',
  title: 'Buy BONK',
  missionType: 'entry',
  instrumentId: id,
  steps: [
    { kind: 'calculate_risk', payload: {} },
    { kind: 'execute_trade', payload: {} },
    { kind: 'monitor_position', payload: {} },
  ],
  origin: { kind: 'event', id: 'e' },
  dedupeKey: 'k',
};
const exit: ProposalDraft = {
  ...entry,
  missionType: 'exit',
  positionId: id,
  steps: [{ kind: 'close_position', payload: { positionId: id } }],
};

const faults = (draft: ProposalDraft) => judgeShape(draft).map((verdict) => verdict.message);

test('entries and exits in their usual shape pass', () => {
  expect(faults(entry)).toEqual([]);
  expect(faults(exit)).toEqual([]);
});

test('an entry cannot leave out its risk step or put it after the trade', () => {
  expect(faults({ ...entry, steps: entry.steps.slice(1) })).toHaveLength(1);
  expect(faults({ ...entry, steps: [...entry.steps].reverse() })).toHaveLength(1);
});

test('a trade cannot hide in a mission of analysis', () => {
  expect(faults({ ...entry, missionType: 'analysis' })[0]).toMatch(/execute_trade has no place/);
});

test('an entry cannot buy twice', () => {
  expect(faults({ ...entry, steps: [...entry.steps, { kind: 'execute_trade', payload: {} }] })).toHaveLength(1);
});

test('an exit closes the position it names and no other', () => {
  expect(faults({ ...exit, steps: [{ kind: 'close_position', payload: { positionId: other } }] })).toEqual([
    'its steps name another position',
  ]);
});

test('an analysis is of the signal that it names and no other', () => {
  const analysis: ProposalDraft = {
    ...entry,
    missionType: 'analysis',
    signalId: id,
    steps: [{ kind: 'analyze_signal', payload: { signalId: id } }],
  };
  expect(faults(analysis)).toEqual([]);
  expect(faults({ ...analysis, signalId: other })).toEqual(['its steps name another signal']);
});

test('hedges are reserved', () => {
  expect(
    faults({
      ...entry,
      missionType: 'hedge',
      steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'x' } }],
    }),
  ).toContain('hedges are reserved and refused');
});

test(`a chain of events deeper than ${MAX_DEPTH} ends`, () => {
  expect(faults({ ...entry, depth: MAX_DEPTH })).toEqual([]);
  expect(faults({ ...entry, depth: MAX_DEPTH + 1 })).toHaveLength(1);
});

test.each(['-1', '0', '0.000', 'NaN', '1e5', 'Infinity', '', '1.'.padEnd(25, '1')])(
  'a stop of %j is no price',
  (stopLoss) => {
    expect(proposalDraft.safeParse({ ...entry, stopLoss }).success).toBe(false);
  },
);

test('fields that nobody knows are refused', () => {
  expect(proposalDraft.safeParse({ ...entry, leverage: 10 }).success).toBe(false);
});

const scale: ProposalDraft = {
  ...entry,
  missionType: 'scale',
  positionId: id,
  steps: [
    { kind: 'calculate_risk', payload: {} },
    { kind: 'scale_position', payload: { positionId: id, direction: 'up' } },
    { kind: 'monitor_position', payload: { positionId: id } },
  ],
};
type Step = ProposalDraft['steps'][number];
const without = (draft: ProposalDraft, name: 'instrumentId' | 'positionId'): ProposalDraft => {
  const { [name]: _, ...rest } = draft;
  return rest;
};

test('a scale may look at the risk first and watch afterwards, and must scale', () => {
  expect(faults(scale)).toEqual([]);
  expect(faults({ ...scale, steps: scale.steps.slice(1, 2) })).toEqual([]);
  expect(faults({ ...scale, steps: scale.steps.slice(0, 1) })).toEqual([
    'a mission of type scale needs the steps scale_position once and in order',
  ]);
});

test('a mission names its subject', () => {
  expect(faults(without(entry, 'instrumentId'))).toEqual(['an entry names its instrument']);
  expect(faults(without(exit, 'positionId'))).toEqual(['exit names its position']);
  expect(faults(without(scale, 'positionId'))).toEqual(['scale names its position']);
});

test('an exit closes once', () => {
  expect(faults({ ...exit, steps: [...exit.steps, ...exit.steps] })).toEqual([
    'a mission of type exit needs the steps close_position once and in order',
  ]);
});

test('an analysis may think twice', () => {
  const task = { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'x' } } as const;
  expect(faults({ ...without(entry, 'instrumentId'), missionType: 'analysis', steps: [task, task] })).toEqual([]);
});

test('the steps of an entry stand in order: risk, trade, watch', () => {
  const [risk, trade, watch] = entry.steps as [Step, Step, Step];
  const fault =
    'a mission of type entry needs the steps calculate_risk, execute_trade, monitor_position once and in order';
  expect(faults({ ...entry, steps: [trade, risk, watch] })).toEqual([fault]);
  expect(faults({ ...entry, steps: [risk, watch, trade] })).toEqual([fault]);
  expect(faults({ ...entry, steps: [watch, risk, trade] })).toEqual([fault]);
});

test('a refusal names the gate of the first step and the type that was seen', () => {
  expect(judgeShape(without(exit, 'positionId'))).toEqual([
    {
      gate: 'close_position',
      check: 'shape',
      open: false,
      limit: null,
      observed: 'exit',
      message: 'exit names its position',
      policyVersion: 0,
    },
  ]);
});

test('one step about another position is one too many', () => {
  const [risk, more] = scale.steps as [Step, Step];
  const watch = { kind: 'monitor_position', payload: { positionId: other } } as const;
  expect(faults({ ...scale, steps: [risk, more, watch] })).toEqual(['its steps name another position']);
});

test('a chain without a depth begins, and ends after eight', () => {
  expect(MAX_DEPTH).toBe(8);
  expect(faults(entry)).toEqual([]);
});
