import { expect, test } from 'vitest';
import { restingPrice } from './reports.ts';

const stop = { id: '1', contractId: 'MES', type: 4, status: 1, side: 1, size: 2, stopPrice: '5990.25' };

test.each([
  ['that works', {}, '5990.25'],
  ['that the gateway has not passed on yet', { status: 6 }, '5990.25'],
  ['that was filled', { status: 2, fillVolume: 2 }, undefined],
  ['that was triggered and is filled in part', { fillVolume: 1 }, undefined],
  ['that was taken back', { status: 3, stopPrice: null }, undefined],
  ['that is none', { type: 2, stopPrice: null }, undefined],
  ['of which the gateway says no type', { type: null, stopPrice: null }, undefined],
])('a stop %s rests where the gateway says, or nowhere', (_, changes, price) => {
  expect(restingPrice({ ...stop, ...changes })?.toFixed()).toBe(price);
});

test('a stop that works without its price is not known', () => {
  expect(() => restingPrice({ ...stop, stopPrice: null })).toThrow('without its price');
});
