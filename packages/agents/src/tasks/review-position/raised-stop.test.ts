import fc from 'fast-check';
import { expect, test } from 'vitest';
import { raisedStop } from './raised-stop.ts';

test('a stop is raised half-way to the price, on a tick', () => {
  const raised = raisedStop({ trade: { exitPrice: 188.3 }, stop: { at: 180, follows: true }, tick: '0.1' });
  expect(raised?.toNumber()).toBeCloseTo(184.2, 1);
});

test('without a stop, or without a tick between it and the price, nothing is raised', () => {
  expect(raisedStop({ trade: { exitPrice: 188 }, stop: { at: null, follows: false }, tick: '0.1' })).toBeNull();
  expect(raisedStop({ trade: { exitPrice: 180.1 }, stop: { at: 180, follows: false }, tick: '0.1' })).toBeNull();
  expect(raisedStop({ trade: { exitPrice: 170 }, stop: { at: 180, follows: false }, tick: '0.1' })).toBeNull();
});

test('whatever the prices, a raised stop lies above the old one and below the price', () => {
  const price = fc.double({ min: 0.0001, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(price, price, (exitPrice, at) => {
      const raised = raisedStop({ trade: { exitPrice }, stop: { at, follows: false }, tick: '0.0001' });
      if (raised) expect(raised.gt(at) && raised.lt(exitPrice)).toBe(true);
    }),
  );
});
