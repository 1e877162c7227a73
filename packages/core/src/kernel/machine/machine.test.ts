import { expect, test } from 'vitest';
import { isLast, type Machine, mayStep } from './index.ts';

const door: Machine<'open' | 'shut' | 'walled'> = {
  begins: { open: 'it is built' },
  follows: { open: { shut: 'somebody shuts it' }, shut: { open: 'somebody opens it', walled: 'a mason' }, walled: {} },
};

test('a state is followed by those that the table names, and by no other', () => {
  expect(mayStep(door, 'open', 'shut')).toBe(true);
  expect(mayStep(door, 'open', 'walled')).toBe(false);
  expect(mayStep(door, 'open', 'open')).toBe(false);
});

test('a state that nothing follows is a last one', () => {
  expect(isLast(door, 'walled')).toBe(true);
  expect(isLast(door, 'shut')).toBe(false);
});
