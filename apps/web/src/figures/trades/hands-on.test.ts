import { expect, test } from 'vitest';
import { partOf, resultAt, stopFault } from './hands-on.ts';

const held = { quantity: '2', entryPrice: '100', currentPrice: '110', feesUsd: '0.5', stopLoss: '95' };

test('a part is what is sold of it, and worth the last price', () => {
  expect(partOf(held, 0.25)).toEqual({ quantity: 0.5, worthUsd: 55 });
  expect(partOf({ ...held, currentPrice: null }, 1)).toEqual({ quantity: 2, worthUsd: null });
});

test('a stop that is hit brings what lies between it and the entry, less the fees', () => {
  expect(resultAt(held, 95)).toBe(-10.5);
  expect(resultAt(held, 104)).toBe(7.5);
  expect(resultAt({ ...held, entryPrice: null }, 95)).toBeNull();
});

test.each([
  [94.9, 'raises_risk'],
  [95, null],
  [109.99, null],
  [110, 'above_price'],
  [Number.NaN, 'no_price'],
  [0, 'no_price'],
] as const)('a stop at %d: %s', (price, fault) => {
  expect(stopFault(held, price)).toBe(fault);
});

test('a position without a stop may get one anywhere below the price', () => {
  expect(stopFault({ ...held, stopLoss: null }, 1)).toBeNull();
});
