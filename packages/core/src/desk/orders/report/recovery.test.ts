import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VenueStatus } from '../../venue/index.ts';
import { isFinal, type OrderStatus, orderMachine } from '../order.ts';
import { checkAfterMs, nextMove, whyTakeBack } from './recovery.ts';

const report: VenueStatus = {
  kind: 'report',
  report: { clientOrderId: 'a', venueOrderId: 'b', status: 'filled', fills: [], reason: null },
};
const notYet: VenueStatus = { kind: 'not_found', final: false };
const never: VenueStatus = { kind: 'not_found', final: true };
const taken = 'paper-1';

interface Scenario {
  readonly ours: OrderStatus;
  readonly venueOrderId: string | null;
  readonly venue: 'report' | 'notYet' | 'never';
  readonly move: string;
}

const words = { report, notYet, never };
const scenarios: readonly Scenario[] = [
  { ours: 'intended', venueOrderId: null, venue: 'report', move: 'book' },
  { ours: 'intended', venueOrderId: null, venue: 'notYet', move: 'ask_again' },
  { ours: 'intended', venueOrderId: null, venue: 'never', move: 'resend' },
  { ours: 'unknown', venueOrderId: null, venue: 'report', move: 'book' },
  { ours: 'unknown', venueOrderId: null, venue: 'notYet', move: 'ask_again' },
  { ours: 'unknown', venueOrderId: null, venue: 'never', move: 'resend' },
  { ours: 'unknown', venueOrderId: taken, venue: 'never', move: 'freeze' },
  { ours: 'submitted', venueOrderId: taken, venue: 'report', move: 'book' },
  { ours: 'submitted', venueOrderId: taken, venue: 'notYet', move: 'ask_again' },
  { ours: 'submitted', venueOrderId: taken, venue: 'never', move: 'freeze' },
  { ours: 'partially_filled', venueOrderId: taken, venue: 'report', move: 'book' },
  { ours: 'partially_filled', venueOrderId: taken, venue: 'never', move: 'freeze' },
  { ours: 'filled', venueOrderId: taken, venue: 'never', move: 'nothing' },
  { ours: 'canceled', venueOrderId: taken, venue: 'report', move: 'nothing' },
];

test.each(scenarios)('ours $ours with venue id $venueOrderId, venue says $venue: $move', (scenario) => {
  const { ours, venueOrderId, venue, move } = scenario;
  expect(nextMove({ status: ours, venueOrderId }, words[venue]).kind).toBe(move);
});

test('an order is sent again only on proof that the venue never took it', () => {
  const anyStatus = fc.constantFrom(...(Object.keys(orderMachine.follows) as OrderStatus[]));
  const anyWord = fc.constantFrom(report, notYet, never);
  fc.assert(
    fc.property(anyStatus, fc.constantFrom(null, taken), anyWord, (status, venueOrderId, said) => {
      if (nextMove({ status, venueOrderId }, said).kind !== 'resend') return;
      expect(said).toBe(never);
      expect(venueOrderId).toBeNull();
      expect(isFinal(status)).toBe(false);
    }),
  );
});

test('the venue is asked at first after a second, of an old order once a minute', () => {
  expect([0, 4000, 40_000, 1e9].map(checkAfterMs)).toEqual([1000, 1000, 10_000, 60_000]);
});

test.each([
  { side: 'sell', patienceMs: 10_000, status: 'submitted', ageMs: 9999, state: 'active', reason: null },
  {
    side: 'sell',
    patienceMs: 10_000,
    status: 'submitted',
    ageMs: 10_000,
    state: 'reducing',
    reason: 'nobody pays its limit',
  },
  {
    side: 'sell',
    patienceMs: 10_000,
    status: 'partially_filled',
    ageMs: 10_000,
    state: 'active',
    reason: 'nobody pays its limit',
  },
  { side: 'sell', patienceMs: 10_000, status: 'submitted', ageMs: 90_000, state: 'halted', reason: null },
  { side: 'sell', patienceMs: 10_000, status: 'unknown', ageMs: 90_000, state: 'active', reason: null },
  { side: 'buy', status: 'submitted', ageMs: 59_999, state: 'active', reason: null },
  { side: 'buy', status: 'submitted', ageMs: 60_000, state: 'active', reason: 'it did not fill in its time' },
  { side: 'buy', status: 'partially_filled', ageMs: 60_000, state: 'active', reason: 'it did not fill in its time' },
  { side: 'buy', status: 'submitted', ageMs: 0, state: 'reducing', reason: 'trading is reducing' },
  { side: 'buy', status: 'unknown', ageMs: 90_000, state: 'active', reason: null },
  { side: 'buy', status: 'filled', ageMs: 90_000, state: 'halted', reason: null },
  { side: 'sell', status: 'submitted', ageMs: 90_000, state: 'halted', reason: null },
] as const)('a $side $status for $ageMs ms while $state: taken back because $reason', ({ state, reason, ...order }) => {
  expect(whyTakeBack({ patienceMs: null, ...order }, state)).toBe(reason);
});

test('an order that its venue has not taken yet, and may still, is sent once more', () => {
  const alive: VenueStatus = { kind: 'not_found', final: false, alive: true };
  expect(nextMove({ status: 'unknown', venueOrderId: null }, alive)).toEqual({ kind: 'repeat' });
});

test('what a venue had taken or filled, and denies, freezes also where its id is not known', () => {
  for (const status of ['submitted', 'partially_filled'] as const)
    expect(nextMove({ status, venueOrderId: null }, never)).toEqual({ kind: 'freeze' });
});

test('a sale at the market works for ever: who wants out still wants out (I12)', () => {
  const sale = { side: 'sell', status: 'submitted', patienceMs: null } as const;
  expect(whyTakeBack({ ...sale, ageMs: 1e9 }, 'active')).toBeNull();
});
