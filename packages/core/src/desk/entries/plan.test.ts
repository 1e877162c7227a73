import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planTrade } from './plan.ts';

test('the stop lies two hourly ranges below the price, the target two risks above', () => {
  const plan = planTrade({ price: 100, atr: 5, tick: '0.01' });
  expect([plan?.stopLoss.toNumber(), plan?.target.toNumber()]).toEqual([90, 120]);
});

test('the stop is never closer than 5 % nor further than 30 %', () => {
  expect(planTrade({ price: 100, atr: 0.1, tick: '0.01' })?.stopLoss.toNumber()).toBe(95);
  expect(planTrade({ price: 100, atr: 40, tick: '0.01' })?.stopLoss.toNumber()).toBe(70);
});

test('no stop below the price, no plan', () => {
  expect(planTrade({ price: 0, atr: 1, tick: '0.01' })).toBeNull();
  expect(planTrade({ price: 100, atr: Number.NaN, tick: '0.01' })).toBeNull();
  expect(planTrade({ price: 0.001, atr: 0.0001, tick: '0.01' })).toBeNull();
});

test('whatever the chart, prices are whole ticks in order and the target is worth twice the risk', () => {
  const cases = fc.record({
    price: fc.double({ min: 0.000001, max: 100_000, noNaN: true }),
    swing: fc.double({ min: 0.0001, max: 0.5, noNaN: true }),
    places: fc.integer({ min: 2, max: 12 }),
  });
  fc.assert(
    fc.property(cases, ({ price, swing, places }) => {
      const plan = planTrade({ price, atr: price * swing, tick: (10 ** -places).toFixed(places) });
      if (!plan) return;
      const { entryPrice, stopLoss, target } = plan;
      expect(stopLoss.gt(0) && stopLoss.lt(entryPrice)).toBe(true);
      expect(target.sub(entryPrice).gte(entryPrice.sub(stopLoss).mul(2))).toBe(true);
      expect([stopLoss, target].every((one) => one.decimalPlaces() <= places)).toBe(true);
    }),
  );
});
