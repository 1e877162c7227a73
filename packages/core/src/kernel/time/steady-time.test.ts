import { expect, test } from 'vitest';
import { MINUTE_MS } from './index.ts';
import { openSteadyTime } from './steady-time.ts';

const NOON = Date.parse('2026-11-29T12:00:00Z');

test.each([
  ['second', 1000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
])('a machine whose clock is set back by a %s: time goes on; set right again, it is the machine’s', (_size, back) => {
  const clock = { machine: NOON, measured: 0 };
  const { now } = openSteadyTime(
    () => clock.machine,
    () => clock.measured,
  );
  const pass = (ms: number) => {
    clock.machine += ms;
    clock.measured += ms;
  };
  pass(5000);
  expect(now()).toEqual(new Date(NOON + 5000));
  clock.machine -= back;
  pass(5000);
  expect(now()).toEqual(new Date(NOON + 10_000));
  clock.machine += back + MINUTE_MS;
  expect(now()).toEqual(new Date(NOON + 70_000));
});

test('it goes on from what was reached before, and never back to it', () => {
  const steady = openSteadyTime(
    () => NOON,
    () => 0,
  );
  steady.reach(new Date(NOON + 1000));
  steady.reach(new Date(NOON - 1000));
  expect(steady.now()).toEqual(new Date(NOON + 1000));
});
