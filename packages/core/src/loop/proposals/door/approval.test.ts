import { expect, test } from 'vitest';
import { defaultPolicies } from '../../../company/policies/index.ts';
import { seededDice } from '../../../kernel/dice/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { policySet } from '../../../testing/gate-facts.ts';
import type { Verdict } from '../../gates/index.ts';
import { exitReasons, type ProposalDraft } from '../proposal.ts';
import { type Approval, decideApproval, isExit, routeOf, type Table } from './approval.ts';

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

const steps = {
  down: { kind: 'scale_position', payload: { positionId, direction: 'down' } },
  up: { kind: 'scale_position', payload: { positionId, direction: 'up' } },
  monitor: { kind: 'monitor_position', payload: {} },
  close: { kind: 'close_position', payload: { positionId } },
  trade: { kind: 'execute_trade', payload: {} },
  risk: { kind: 'calculate_risk', payload: {} },
  task: { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'x' } },
  talk: { kind: 'roundtable_conversation', payload: { format: 'watercooler', topic: 'x' } },
} satisfies Record<string, ProposalDraft['steps'][number]>;
type StepName = keyof typeof steps;

test.each<readonly [readonly StepName[], boolean]>([
  [['close'], true],
  [['down', 'monitor'], true],
  [['up', 'monitor'], false],
  [['risk', 'trade', 'monitor'], false],
  [['close', 'task'], false],
])('a proposal of %j only lowers risk: %s', (names, answer) => {
  expect(isExit({ steps: names.map((name) => steps[name]) })).toBe(answer);
});

const decided = (names: readonly StepName[], policies = policySet(), changes: Partial<ProposalDraft> = {}) =>
  decideApproval({
    draft: draft({ steps: names.map((name) => steps[name]), ...changes }),
    verdicts: [],
    policies,
    sizeUsd: new Decimal(60),
    table: table(),
  });
const auto = (changes: Partial<typeof defaultPolicies.auto_approve>) =>
  policySet({ auto_approve: { ...defaultPolicies.auto_approve, ...changes } });

test('thinking and talking pass at once, whatever kinds the policy allows', () => {
  const nothing = auto({ allowed_step_kinds: [] });
  expect(decided(['task'], nothing)).toEqual({ kind: 'accepted', route: 'automatic' });
  expect(decided(['talk'], nothing)).toEqual({ kind: 'accepted', route: 'automatic' });
});

test('a kind that the policy does not name waits for an operator', () => {
  expect(decided(['risk', 'trade'], auto({ requires_roundtable: [] }))).toEqual({ kind: 'operator' });
  expect(decided(['risk', 'trade'], auto({ allowed_step_kinds: [] }))).toEqual({ kind: 'operator' });
  expect(decided(['risk', 'trade'])).toMatchObject({ kind: 'review' });
});

test('where large trades need no debate the desk reviews them', () => {
  const lax = policySet({
    roundtable_policy: { ...defaultPolicies.roundtable_policy, require_for_large_trades: false },
  });
  expect(decided(['trade'])).toMatchObject({ route: 'debate' });
  expect(decided(['trade'], lax)).toMatchObject({ route: 'desk_review', participants: ['sage', 'atlas'] });
});

test('a protective exit passes at once unless the policy wants it reviewed', () => {
  const protective = { protective: true };
  expect(decided(['close'], policySet(), protective)).toEqual({ kind: 'accepted', route: 'protective' });
  expect(decided(['close'], auto({ protective_exits: false }), protective)).toMatchObject({ route: 'desk_review' });
});

test('a policy that cannot be read holds back no protective exit (I12)', () => {
  const set = policySet();
  const unread = { ...set, values: { ...set.values, auto_approve: undefined } };
  expect(decided(['close'], unread, { protective: true })).toEqual({ kind: 'accepted', route: 'protective' });
});

test.each<readonly [Approval, string | null]>([
  [{ kind: 'rejected' }, null],
  [{ kind: 'operator' }, 'operator'],
  [{ kind: 'accepted', route: 'protective' }, 'protective'],
  [{ kind: 'review', route: 'desk_review', participants: [] }, 'desk_review'],
])('%o takes the road %s', (approval, route) => {
  expect(routeOf(approval)).toBe(route);
});

test('what protects never goes to a vote (I12): no stop, target, expiry or operator waits for one', () => {
  for (const exitReason of exitReasons)
    for (const affinity of [0.1, 0.9])
      for (const policies of [policySet(), off]) {
        const facts = { verdicts: [], policies, sizeUsd: null, table: table({ affinity, roll: () => 0 }) };
        expect(decideApproval({ ...facts, draft: exit({ exitReason, protective: true }) })).toMatchObject({
          route: 'protective',
        });
        const byHand = exit({ exitReason, origin: { kind: 'operator', id: 'anna' } });
        expect(decideApproval({ ...facts, draft: byHand })).toMatchObject({ route: 'operator' });
      }
});
