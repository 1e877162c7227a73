import { expect, test } from 'vitest';
import { differing, hashOfState } from './hash-of-state.ts';
import type { StateRow } from './state-row.ts';

const idOf = (run: number, what: number) => `0000000${run}-0000-7000-8000-${String(what).padStart(12, '0')}`;

/** Two orders of two steps, in a run that draws its own ids. */
function state(run: number, { usd = [50, 60], swapped = false } = {}): readonly StateRow[] {
  const step = (n: number): StateRow => ({ table: 'steps', id: idOf(run, n), content: `{"seq": 1, "token": "T${n}"}` });
  const order = (n: number, of: number): StateRow => ({
    table: 'orders',
    id: idOf(run, n + 10),
    content: `{"usd": ${usd[n - 1]}, "step_id": "${idOf(run, of)}"}`,
  });
  return [step(1), step(2), order(1, swapped ? 2 : 1), order(2, swapped ? 1 : 2)];
}

test('two runs that did the same are equal, whatever ids they drew and in whatever order they are read', () => {
  expect(hashOfState(state(2).toReversed())).toEqual(hashOfState(state(1)));
});

test('another figure changes its table and no other', () => {
  const [one, other] = [hashOfState(state(1)), hashOfState(state(1, { usd: [50, 61] }))];
  expect(differing(one, other)).toEqual(['orders']);
  expect(other.total).not.toBe(one.total);
});

test('an id that names another row is another state', () => {
  expect(differing(hashOfState(state(1)), hashOfState(state(1, { swapped: true })))).toEqual(['orders']);
});

test('what a machine measured and names made of drawn ids change nothing', () => {
  const told = (ms: number, order: string): StateRow => ({
    table: 'events',
    id: idOf(1, 1),
    content:
      `{"fields": {"orderMsP95": ${ms}, "retriedSteps": ${Math.ceil(ms)}}, "summary": "an order took ${ms} ms, ` +
      `order ${order}, ${Math.ceil(ms)} needed another attempt"}`,
  });
  expect(hashOfState([told(23, 'a'.repeat(32))])).toEqual(hashOfState([told(9.5, 'b'.repeat(32))]));
});
