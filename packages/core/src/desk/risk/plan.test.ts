import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { plannedSizeUsd, planTrade } from './plan.ts';

const size = (confidence: number, stopLoss: number) =>
  plannedSizeUsd({
    confidence,
    equityUsd: new Decimal(1000),
    price: new Decimal(100),
    stopLoss: new Decimal(stopLoss),
  });

test('the stop lies two hourly ranges below the price, the target two risks above', () => {
  const plan = planTrade({ price: 100, atr: 5, tick: '0.01' });
  expect([plan?.stopLoss.toNumber(), plan?.target.toNumber()]).toEqual([90, 120]);
});

test('the stop is never closer than 5 % nor further than 30 %', () => {
  expect(planTrade({ price: 100, atr: 0.1, tick: '0.01' })?.stopLoss.toNumber()).toBe(95);
  expect(planTrade({ price: 100, atr: 40, tick: '0.01' })?.stopLoss.toNumber()).toBe(70);
});

test('confidence and stop distance make the size', () => {
  expect(size(0.6, 90)?.toNumber()).toBe(50);
  expect(size(0.8, 90)?.toNumber()).toBe(75);
  expect(size(1, 90)?.toNumber()).toBe(100);
});

test('a stop closer than 5 % counts as 5 %', () => {
  expect(size(0.6, 99)?.toNumber()).toBe(100);
});

test('no stop below the price, no plan and no size', () => {
  expect(size(0.9, 100)).toBeNull();
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

test('more confidence never means less size, and risk stays at 1 % of equity', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 99 }), (a, b, stop) => {
      const [less, more] = [size(Math.min(a, b), stop), size(Math.max(a, b), stop)];
      expect(more?.gte(less ?? 0)).toBe(true);
      expect(
        more
          ?.mul(100 - stop)
          .div(100)
          .lte(10),
      ).toBe(true);
    }),
  );
});
