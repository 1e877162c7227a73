import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultsOf } from './faults.ts';

const limits = z.strictObject({ trades: z.number(), positions: z.number(), least: z.number() });
const schema = z.strictObject({ value: limits, reason: z.string().min(1) });
const faults = (input: unknown) => {
  const { error } = schema.safeParse(input);
  return error ? faultsOf(error) : [];
};

test('what is missing is said once for all that an object lacks', () => {
  expect(faults({ value: {}, reason: 'x' })).toEqual([
    { path: 'value', message: 'these are missing: trades, positions, least' },
  ]);
});

test('a single one is named where it should stand', () => {
  expect(faults({ value: { trades: 1, positions: 1, least: 1 } })).toEqual([{ path: 'reason', message: 'is missing' }]);
});

test('what is there and wrong is said as it was found, unknown fields one by one', () => {
  expect(faults({ value: { trades: '1', positions: 1, least: 1, a: 1, b: 2 }, reason: '' })).toEqual([
    { path: 'value.trades', message: 'Invalid input: expected number, received string' },
    { path: 'value.a', message: 'unknown field' },
    { path: 'value.b', message: 'unknown field' },
    { path: 'reason', message: 'Too small: expected string to have >=1 characters' },
  ]);
});
