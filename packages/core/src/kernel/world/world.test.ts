import fc from 'fast-check';
import { expect, test } from 'vitest';
import { companyTimeAt, machineMsUntil, parseSpeed, type World } from './world.ts';

const start = new Date('2025-01-06T14:30:00Z');
const world = (changes: Partial<World> = {}): World => ({
  market: 'simulated',
  range: 'r',
  seed: '1',
  speed: 60,
  anchorCompany: start,
  horizon: null,
  watchedUntil: null,
  startsAt: start,
  endsAt: null,
  ...changes,
});

test('at speed 60 a second is a minute', () => {
  expect(companyTimeAt(world(), 1000)).toEqual(new Date('2025-01-06T14:31:00Z'));
});

test('time stands at the horizon until it is moved', () => {
  const horizon = new Date('2025-01-06T14:35:00Z');
  expect(companyTimeAt(world({ horizon }), 60_000)).toEqual(horizon);
});

test('at speed max time stands at its anchor', () => {
  expect(companyTimeAt(world({ speed: parseSpeed('max') }), 5000)).toEqual(start);
});

test('company time never runs backwards', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1000, max: 1e7 }),
      fc.integer({ min: 0, max: 1e7 }),
      (elapsed, more) => companyTimeAt(world(), elapsed + more) >= companyTimeAt(world(), elapsed),
    ),
  );
});

test('waiting as long as it says brings company time there', () => {
  const target = new Date(start.getTime() + 90_000);
  expect(companyTimeAt(world(), 500 + machineMsUntil(world(), 500, target))).toEqual(target);
});
