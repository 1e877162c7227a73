import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { planMore, planTrade, targetAbove } from './plan.ts';

test('the stop lies two hourly ranges below the price, the target three risks above, and it follows', () => {
  const plan = planTrade({ price: 100, atr: 5, tick: '0.01' });
  expect([plan?.stopLoss.toNumber(), plan?.target.toNumber(), plan?.trailingStopPct]).toEqual([90, 130, 0.15]);
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

test('whatever the chart, prices are whole ticks in order and the target is worth three times the risk', () => {
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
      expect(target.sub(entryPrice).gte(entryPrice.sub(stopLoss).mul(3))).toBe(true);
      expect(plan.trailingStopPct).toBeGreaterThan(entryPrice.sub(stopLoss).div(entryPrice).toNumber());
      expect(plan.trailingStopPct).toBeLessThan(1);
      expect([stopLoss, target].every((one) => one.decimalPlaces() <= places)).toBe(true);
    }),
  );
});

const plan = {
  entryPrice: new Decimal(100),
  stopLoss: new Decimal(90),
  target: new Decimal(130),
  trailingStopPct: 0.15,
};

test('a chart that does not move plans nothing', () => {
  expect(planTrade({ price: 100, atr: 0, tick: '0.01' })).toBeNull();
  expect(planTrade({ price: Number.NaN, atr: 1, tick: '0.01' })).toBeNull();
});

test('a stop that a coarse tick would round up to the price plans nothing', () => {
  expect(planTrade({ price: 10, atr: 0.1, tick: '10' })).toBeNull();
});

test('a target is rounded up to its tick', () => {
  // 10.03 + 3 x 1.01 = 13.06
  const prices = { price: new Decimal('10.03'), stopLoss: new Decimal('9.02') };
  expect(targetAbove({ ...prices, tick: '0.1' }).toFixed()).toBe('13.1');
});

test('more of a position shares the stop that is there, and its target lies three risks above', () => {
  expect(planMore(plan, { stopLoss: '80', takeProfit: null }, '0.01')).toEqual({
    entryPrice: new Decimal(100),
    stopLoss: new Decimal(80),
    target: new Decimal(160),
    trailingStopPct: 0.15,
  });
});

test('a target that is there is kept where it lies further', () => {
  expect(planMore(plan, { stopLoss: '95', takeProfit: '150' }, '0.01').target.toFixed()).toBe('150');
  expect(planMore(plan, { stopLoss: '95', takeProfit: '105' }, '0.01').target.toFixed()).toBe('115');
});

test.each(['100', '101', null])('a stop of %s does not lie below the price, so the planned one counts', (stopLoss) => {
  expect(planMore(plan, { stopLoss, takeProfit: null }, '0.01')).toEqual(plan);
});
