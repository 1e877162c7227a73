import { expect, test } from 'vitest';
import { holdingCurve } from './holding.ts';

const closes: Readonly<Record<string, readonly (number | null)[]>> = { A: [10, 20, 20], B: [null, 5, 10] };
const prices = { tokens: ['A', 'B'], closeAt: (token: string, at: number) => closes[token]?.[at] ?? null };

test('equal parts are held from the start, that of a later token from its first price', () => {
  expect(holdingCurve(prices, { usd: 1000, instants: [0, 1, 2] }).map(({ usd }) => usd)).toEqual([1000, 1500, 2000]);
});
