import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { policySet } from '../../../testing/gate-facts.ts';
import type { ProposalDraft } from '../proposal.ts';
import { judgePart, type PartFacts } from './part.ts';

const positionId = '0198f0f0-0000-7000-8000-000000000001';
const draft = (changes: Partial<ProposalDraft> = {}): ProposalDraft => ({
  agentId: 'sage',
  title: 'Sell half',
  missionType: 'scale',
  positionId,
  fraction: 0.5,
  steps: [{ kind: 'scale_position', payload: { positionId, direction: 'down' } }],
  origin: { kind: 'initiative', id: positionId },
  dedupeKey: 'k',
  ...changes,
});
const facts = (changes: Partial<PartFacts> = {}): PartFacts => ({
  draft: draft(),
  position: {
    ...{ id: positionId, status: 'open', stopLoss: null },
    ...{ quantity: new Decimal(17), costBasisUsd: new Decimal(51) },
  },
  lot: new Decimal(1),
  price: new Decimal(3),
  policies: policySet(),
  ...changes,
});
const checks = (changes: Partial<PartFacts>) => judgePart(facts(changes)).map(({ check }) => check);
const operator = { kind: 'operator', id: positionId } as const;

test('a part of whole lots of which both sides are worth a trade passes', () => {
  expect(checks({})).toEqual([]);
});

test('half of what is worth less than two trades is refused to agents, with both sides', () => {
  expect(judgePart(facts({ price: new Decimal(1) }))).toMatchObject([
    {
      ...{ check: 'part_size', limit: '10', observed: '8.00', open: false },
      message: 'it would sell 8.00 USD and leave 9.00 USD: neither may be less than 10.00 USD',
    },
  ]);
});

test.each([
  ['an operator', draft({ origin: operator })],
  ['a protective exit', draft({ protective: true })],
  ['a whole close', draft({ fraction: 1 })],
])('the least size binds no %s', (_, allowed) => {
  expect(checks({ draft: allowed, price: new Decimal(1) })).toEqual([]);
});

test('less than a lot is refused to everybody', () => {
  expect(checks({ draft: draft({ fraction: 0.05, origin: operator }) })).toEqual(['lot']);
  expect(checks({ draft: draft({ fraction: 0.05 }), lot: new Decimal('0.01') })).toEqual(['part_size']);
});

test('a scale down that names no part is half, a close all of it', () => {
  const { fraction: _, ...half } = draft();
  expect(checks({ draft: half, lot: new Decimal(10) })).toEqual(['lot']);
  const steps = [{ kind: 'close_position' as const, payload: { positionId } }];
  expect(checks({ draft: { ...half, steps }, lot: new Decimal(100) })).toEqual([]);
});

const up = draft({ steps: [{ kind: 'scale_position', payload: { positionId, direction: 'up' } }] });
const { fraction: _, ...unsized } = draft();

test.each<[string, Partial<PartFacts>]>([
  ['buys more', { draft: { ...up, fraction: 0.01 } }],
  ['is about no position', { position: null, draft: draft({ fraction: 0.01 }) }],
  ['is of an instrument without a lot', { lot: null, draft: draft({ fraction: 0.01 }) }],
])('what %s sells no part', (__, changes) => {
  expect(checks({ price: new Decimal(1), ...changes })).toEqual([]);
});

test('a scale down that names no part sells just a half', () => {
  // Of 20 at 1: ten and ten, which are just enough.
  const twenty = { ...facts().position, quantity: new Decimal(20) } as PartFacts['position'];
  expect(checks({ draft: unsized, position: twenty, price: new Decimal(1) })).toEqual([]);
  const less = { ...facts().position, quantity: new Decimal(18) } as PartFacts['position'];
  expect(checks({ draft: unsized, position: less, price: new Decimal(1) })).toEqual(['part_size']);
});

test('a part that is less than a lot is told with what it would be', () => {
  expect(judgePart(facts({ draft: draft({ fraction: 0.05 }) }))).toEqual([
    {
      gate: 'scale_position',
      check: 'lot',
      open: false,
      limit: '1',
      observed: '0.85',
      policyVersion: 1,
      message: '5 % of 17 is 0.85, less than the smallest quantity of 1: nothing is sold',
    },
  ]);
});

test('a close of a part is bound like a scale down', () => {
  const steps = [{ kind: 'close_position' as const, payload: { positionId } }];
  expect(checks({ draft: draft({ steps }), price: new Decimal(1) })).toEqual(['part_size']);
});

test('without a price, or a policy that can be read, what lowers risk is not held back (I12)', () => {
  expect(checks({ price: null })).toEqual([]);
  const set = policySet();
  const unread = { ...set, values: { ...set.values, trade_limits: undefined }, versions: {} };
  expect(checks({ price: new Decimal(1), policies: unread })).toEqual([]);
  expect(judgePart(facts({ draft: draft({ fraction: 0.05 }), policies: unread }))[0]?.policyVersion).toBe(0);
});
