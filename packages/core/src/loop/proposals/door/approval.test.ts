import { expect, test } from 'vitest';
import { defaultPolicies } from '../../../company/policies/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { policySet } from '../../../testing/gate-facts.ts';
import type { Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { decideApproval } from './approval.ts';

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
const off = policySet({ auto_approve: { ...defaultPolicies.auto_approve, enabled: false } });

test('a shut gate rejects, even an operator', () => {
  expect(
    decideApproval({
      draft: exit({ origin: { kind: 'operator', id: 'anna' } }),
      verdicts: [shut],
      policies: policySet(),
      sizeUsd: null,
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
  expect(decideApproval({ draft: analysis, verdicts: [], policies: policySet(), sizeUsd: null })).toEqual({
    kind: 'accepted',
    route: 'automatic',
  });
});

test('a small entry is reviewed by SAGE and ATLAS, a large one by SCOUT too', () => {
  expect(
    decideApproval({ draft: draft({}), verdicts: [], policies: policySet(), sizeUsd: new Decimal('39.99') }),
  ).toMatchObject({
    kind: 'review',
    participants: ['sage', 'atlas'],
  });
  expect(
    decideApproval({ draft: draft({}), verdicts: [], policies: policySet(), sizeUsd: new Decimal(40) }),
  ).toMatchObject({
    kind: 'review',
    participants: ['scout', 'sage', 'atlas'],
  });
});

test('protective exits and an operator’s are accepted at once, even while automatic approval is off', () => {
  expect(decideApproval({ draft: exit({ protective: true }), verdicts: [], policies: off, sizeUsd: null })).toEqual({
    kind: 'accepted',
    route: 'protective',
  });
  expect(
    decideApproval({
      draft: exit({ origin: { kind: 'operator', id: 'anna' } }),
      verdicts: [],
      policies: off,
      sizeUsd: null,
    }),
  ).toEqual({
    kind: 'accepted',
    route: 'operator',
  });
});

test('other exits get a desk review', () => {
  expect(decideApproval({ draft: exit(), verdicts: [], policies: policySet(), sizeUsd: null })).toMatchObject({
    kind: 'review',
    participants: ['sage', 'atlas'],
  });
});

test('while automatic approval is off, entries wait for an operator', () => {
  expect(decideApproval({ draft: draft({}), verdicts: [], policies: off, sizeUsd: new Decimal(20) })).toEqual({
    kind: 'operator',
  });
});
