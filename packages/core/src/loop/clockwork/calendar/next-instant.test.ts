import { expect, test } from 'vitest';
import { nextInstant } from './next-instant.ts';

const at = (minute: number) => new Date(Date.UTC(2025, 0, 1, 0, minute));

test('the next instant is the sooner of bar and rule', () => {
  expect(nextInstant(at(0), { barClose: at(5), ruleDue: at(3), beatDue: null, endsAt: null })).toEqual(at(3));
  expect(nextInstant(at(0), { barClose: at(5), ruleDue: null, beatDue: null, endsAt: null })).toEqual(at(5));
});

test('the next beat of the heart is an instant of its own', () => {
  expect(nextInstant(at(0), { barClose: at(15), ruleDue: null, beatDue: at(5), endsAt: null })).toEqual(at(5));
});

test('what is due already is not ahead', () => {
  expect(nextInstant(at(4), { barClose: at(5), ruleDue: at(3), beatDue: null, endsAt: null })).toEqual(at(5));
});

test('nothing lies beyond the end of a recording', () => {
  expect(nextInstant(at(0), { barClose: null, ruleDue: at(30), beatDue: at(25), endsAt: at(20) })).toBeNull();
  expect(nextInstant(at(0), { barClose: null, ruleDue: null, beatDue: null, endsAt: null })).toBeNull();
});
