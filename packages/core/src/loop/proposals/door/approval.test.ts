import { expect, test } from 'vitest';
import { defaultPolicies } from '../../../company/policies/index.ts';
import { seededDice } from '../../../kernel/dice/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { policySet } from '../../../testing/gate-facts.ts';
import type { Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { type Approval, decideApproval, type Table } from './approval.ts';

const positionId = '0198f0f0-0000-7000-8000-000000000001';
const draft = (changes: Partial<ProposalDraft>): ProposalDraft => ({
  agentId: 'scout',
  title: 't',
  missionType: 'entry',
  steps: [{ kind: 'execute_trade', payload: {} }],
  origin: { kind: 'event', id: 'e' },
  dedupeKey: 'k',
  ...changes,
});
const exit = (changes: Partial<ProposalDraft> = {}) =>
  draft({ missionType: 'exit', steps: [{ kind: 'close_position', payload: { positionId } }], ...changes });
const shut: Verdict = {
  gate: 'execute_trade',
  check: 'cash',
  open: false,
  limit: null,
  observed: null,
  message: '',
  policyVersion: 1,
};
const table = (changes: Partial<Table> = {}): Table => ({
  ...{ off: [], affinity: 0.8, slotFree: true, roll: () => 0.5 },
  ...changes,
});
const off = policySet({ auto_approve: { ...defaultPolicies.auto_approve, enabled: false } });

test('a shut gate rejects, even an operator', () => {
  expect(
    decideApproval({
      draft: exit({ origin: { kind: 'operator', id: 'anna' } }),
      verdicts: [shut],
      policies: policySet(),
      sizeUsd: null,
      table: table(),
    }),
  ).toEqual({
    kind: 'rejected',
  });
});

test('analyses and tasks are accepted at once', () => {
  const analysis = draft({
    missionType: 'analysis',
    steps: [{ kind: 'analyze_signal', payload: { signalId: positionId } }],
  });
  expect(
    decideApproval({ draft: analysis, verdicts: [], policies: policySet(), sizeUsd: null, table: table() }),
  ).toEqual({
    kind: 'accepted',
    route: 'automatic',
  });
});

const approve = (sizeUsd: string, changes: Partial<Table> = {}, proposed: Partial<ProposalDraft> = {}): Approval =>
  decideApproval({
    draft: draft(proposed),
    verdicts: [],
    policies: policySet(),
    sizeUsd: new Decimal(sizeUsd),
    table: table(changes),
  });

test('a small entry is reviewed by SAGE and ATLAS', () => {
  expect(approve('39.99')).toEqual({ kind: 'review', route: 'desk_review', participants: ['sage', 'atlas'] });
});

test('a large entry is debated by who proposes it, SAGE and ATLAS, whatever the dice and the slots say', () => {
  const debate = { kind: 'review', route: 'debate', required: true };
  expect(approve('40')).toEqual({ ...debate, participants: ['scout', 'sage', 'atlas'], turns: 8 });
  expect(approve('40', { slotFree: false, roll: () => 0.99 })).toMatchObject({ ...debate, turns: 10 });
  expect(approve('40', {}, { agentId: 'intel' })).toMatchObject({
    ...debate,
    participants: ['intel', 'sage', 'atlas'],
  });
});

test.each([
  ['ATLAS', { agentId: 'atlas' }],
  ['SAGE', { agentId: 'sage' }],
  ['an operator', { agentId: 'growth', origin: { kind: 'operator', id: 'anna' } }],
] as const)('SCOUT sits in for the trade when %s proposes it, so that three debate', (_, proposer) => {
  expect(approve('40', {}, proposer)).toMatchObject({ participants: ['scout', 'sage', 'atlas'] });
});

test.each([
  ['up', 'debate'],
  ['down', 'desk_review'],
] as const)('a large scaling %s gets a %s', (direction, route) => {
  const scaling = {
    missionType: 'scale' as const,
    positionId,
    steps: [{ kind: 'scale_position' as const, payload: { positionId, direction } }],
  };
  expect(approve('40', {}, scaling)).toMatchObject({ kind: 'review', route });
});

test('who is switched off is not seated', () => {
  expect(approve('40', { off: ['scout'] })).toMatchObject({ participants: ['sage', 'atlas'] });
  expect(approve('20', { off: ['atlas'] })).toMatchObject({ participants: ['sage'] });
});

test('two reviewers who get on badly debate a small trade, when a slot is free', () => {
  const quarrel = { affinity: 0.39, roll: () => 0.59 };
  expect(approve('20', quarrel)).toMatchObject({ route: 'debate', required: false });
  expect(approve('20', { ...quarrel, slotFree: false })).toMatchObject({ route: 'desk_review' });
  expect(approve('20', { ...quarrel, affinity: 0.4 })).toMatchObject({ route: 'desk_review' });
  expect(approve('20', { ...quarrel, affinity: null })).toMatchObject({ route: 'desk_review' });
});

test('they do so in six of ten small trades: within 3 standard errors of 5,000', () => {
  const dice = seededDice('4');
  const trials = Array.from({ length: 5000 }, (_, n) =>
    approve('20', { affinity: 0.2, roll: (point) => dice.roll(point, `trade ${n}`) }),
  );
  const share = trials.filter((approval) => 'route' in approval && approval.route === 'debate').length / trials.length;
  expect(Math.abs(share - 0.6)).toBeLessThan(3 * Math.sqrt((0.6 * 0.4) / trials.length));
});

test('an exit does not wait for an empty chair', () => {
  const facts = { draft: exit(), verdicts: [], policies: policySet(), sizeUsd: null };
  expect(decideApproval({ ...facts, table: table({ off: ['atlas'] }) })).toEqual({
    kind: 'accepted',
    route: 'automatic',
  });
  expect(decideApproval({ ...facts, table: table({ affinity: 0.1, roll: () => 0 }) })).toMatchObject({
    route: 'desk_review',
  });
});

test('protective exits and an operator’s are accepted at once, even while automatic approval is off', () => {
  expect(
    decideApproval({ draft: exit({ protective: true }), verdicts: [], policies: off, sizeUsd: null, table: table() }),
  ).toEqual({
    kind: 'accepted',
    route: 'protective',
  });
  expect(
    decideApproval({
      draft: exit({ origin: { kind: 'operator', id: 'anna' } }),
      verdicts: [],
      policies: off,
      sizeUsd: null,
      table: table(),
    }),
  ).toEqual({
    kind: 'accepted',
    route: 'operator',
  });
});

test('other exits get a desk review', () => {
  expect(
    decideApproval({ draft: exit(), verdicts: [], policies: policySet(), sizeUsd: null, table: table() }),
  ).toMatchObject({
    kind: 'review',
    participants: ['sage', 'atlas'],
  });
});

test('while automatic approval is off, entries wait for an operator', () => {
  expect(
    decideApproval({ draft: draft({}), verdicts: [], policies: off, sizeUsd: new Decimal(20), table: table() }),
  ).toEqual({
    kind: 'operator',
  });
});
