import { expect, test } from 'vitest';
import { fillIn } from './index.ts';

test('figures take the places of their names', () => {
  expect(fillIn('{used} of {limit} used', { used: 8, limit: '8' })).toBe('8 of 8 used');
});

test('a figure that holds braces is taken as it is', () => {
  expect(fillIn('locked: {reason}', { reason: '{reason} $& {limit}' })).toBe('locked: {reason} $& {limit}');
});
