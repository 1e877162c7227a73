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
