import { HOUR_MS } from '@atc/core/kernel/time';
import { expect, test } from 'vitest';
import { isRight, sayMeasured, sayWrongIf } from './idea.ts';

const openedAt = new Date('2025-02-03T15:00:00Z');
const dueAt = new Date(openedAt.getTime() + 24 * HOUR_MS);

test('who sold is wrong from the bound on, who would buy is wrong up to it', () => {
  const right = (wrongIf: 'at_least' | 'at_most') =>
    [0.002, 0.003, 0.004].map((measured) => isRight({ wrongIf, bound: 0.003 }, measured));
  expect(right('at_least')).toEqual([true, false, false]);
  expect(right('at_most')).toEqual([false, false, true]);
});

test('what would prove it wrong is said with its figure and its time', () => {
  const price = { figure: 'price_change', wrongIf: 'at_least', bound: 0.003, openedAt, dueAt } as const;
  expect(sayWrongIf(price)).toBe('it is wrong if the price has moved by +0.3 % or more in 24 hours');
  expect(sayWrongIf({ ...price, wrongIf: 'at_most' })).toContain('+0.3 % or less');
  expect(sayWrongIf({ ...price, figure: 'findings', bound: 0 })).toBe('it is wrong if nothing is found in 24 hours');
  expect(sayWrongIf({ ...price, figure: 'findings', bound: 2 })).toContain('no more than 2 things');
  expect(sayMeasured(price, -0.021)).toBe('the price has moved by −2.1 %');
  expect(sayMeasured({ figure: 'findings' }, 1)).toBe('1 thing found');
});
