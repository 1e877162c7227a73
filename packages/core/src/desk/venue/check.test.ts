import { expect, test } from 'vitest';
import { type Check, check, checkLine, mayGoLive } from './check.ts';

const warning: Check = { name: 'orders', outcome: 'warning', said: '2 orders' };

test('a look passes or keeps the company from trading', () => {
  expect(check('cash', true, 'enough')).toEqual({ name: 'cash', outcome: 'ok', said: 'enough' });
  expect(check('cash', false, 'too little').outcome).toBe('failed');
});

test('one failed look forbids to start, a warning does not', () => {
  const passed = check('cash', true, 'enough');
  expect(mayGoLive([passed, warning])).toBe(true);
  expect(mayGoLive([passed, check('node', false, 'silent'), passed])).toBe(false);
});

test('nothing looked at is no leave to start', () => {
  expect(mayGoLive([])).toBe(false);
});

test.each([
  [check('cash', true, '12 USDC'), 'ok      cash           12 USDC'],
  [warning, 'NOTE    orders         2 orders'],
  [check('durability', false, 'fsync is off'), 'FAILED  durability     fsync is off'],
])('%o is a line of three columns', (one, line) => {
  expect(checkLine(one)).toBe(line);
});
