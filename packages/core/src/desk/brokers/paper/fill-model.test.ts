import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, ZERO } from '../../../kernel/money/index.ts';
import type { OrderBody } from '../../venue/broker.ts';
import { bestExit, type Conditions, fillOrder, type ModelFill, slippageOf } from './fill-model.ts';

function body(changes: Partial<OrderBody> = {}): OrderBody {
  return {
    clientOrderId: 'a'.repeat(32),
    accountId: 'account',
    instrumentId: 'instrument',
    contract: 'BONK_USDT',
    side: 'buy',
    type: 'market',
    spendUsd: '50',
    quantity: null,
    refPrice: '0.00002',
    triggerPrice: null,
    decimals: 2,
    ...changes,
  };
}

function conditions(changes: Partial<Conditions> = {}): Conditions {
  return {
    price: 0.00002,
    high: 0.000021,
    volumeUsd: 1e6,
    volatility: 0.004,
    minQuantity: new Decimal('0.01'),
    roll: 0.5,
    ...changes,
  };
}

const sale = (quantity: string, changes: Partial<OrderBody> = {}) =>
  body({ side: 'sell', spendUsd: null, quantity, ...changes });
const sumOf = (fills: readonly ModelFill[], amount: (fill: ModelFill) => Decimal) =>
  fills.reduce((sum, fill) => sum.add(amount(fill)), ZERO);
const costOf = (fills: readonly ModelFill[]) => sumOf(fills, (fill) => fill.usd.add(fill.feeUsd));
const quantityOf = (fills: readonly ModelFill[]) => sumOf(fills, (fill) => fill.quantity);

const anyConditions = fc.record({
  price: fc.double({ min: 1e-9, max: 1e5, noNaN: true }),
  volumeUsd: fc.double({ min: 0, max: 1e9, noNaN: true }),
  volatility: fc.double({ min: 0, max: 0.5, noNaN: true }),
  roll: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  decimals: fc.integer({ min: 0, max: 9 }),
});
const anyUsd = fc.integer({ min: 1, max: 1e11 }).map((units) => new Decimal(units).div(1e8).toFixed());
const anyQuantity = (decimals: number) =>
  fc.integer({ min: 1, max: 1e9 }).map((units) => new Decimal(units).div(new Decimal(10).pow(decimals)).toFixed());

test('a purchase costs at most what it was given, at a price no better than the middle', () => {
  fc.assert(
    fc.property(anyConditions, anyUsd, ({ decimals, ...rest }, spendUsd) => {
      const { fills } = fillOrder(body({ spendUsd, decimals }), conditions({ ...rest, high: rest.price }));
      expect(costOf(fills).lte(spendUsd)).toBe(true);
      expect(fills.every((fill) => fill.price.gte(rest.price) && fill.quantity.gt(0))).toBe(true);
      expect(fills.every((fill) => fill.quantity.decimalPlaces() <= decimals)).toBe(true);
    }),
  );
});

test('a sale gives exactly what was offered, at a price no better than the middle', () => {
  fc.assert(
    fc.property(
      anyConditions.chain((rest) => fc.tuple(fc.constant(rest), anyQuantity(rest.decimals))),
      ([{ decimals, ...rest }, quantity]) => {
        const answer = fillOrder(sale(quantity, { decimals }), conditions({ ...rest, high: rest.price }));
        expect(answer.status).toBe('filled');
        expect(quantityOf(answer.fills).toFixed()).toBe(new Decimal(quantity).toFixed());
        expect(answer.fills.every((fill) => fill.price.lte(rest.price))).toBe(true);
      },
    ),
  );
});

test('a triggered sale never gets more than its trigger', () => {
  fc.assert(
    fc.property(anyConditions, fc.double({ min: 0.2, max: 3, noNaN: true }), ({ decimals, ...rest }, factor) => {
      const triggerPrice = new Decimal(rest.price).mul(factor).toFixed();
      const answer = fillOrder(sale('1', { decimals, triggerPrice }), conditions({ ...rest, high: rest.price * 1.1 }));
      expect(answer.fills.every((fill) => fill.price.lte(triggerPrice))).toBe(true);
    }),
  );
});

test('the same order under the same conditions is answered the same', () => {
  fc.assert(
    fc.property(anyConditions, anyUsd, ({ decimals, ...rest }, spendUsd) => {
      const at = conditions({ ...rest, high: rest.price });
      expect(fillOrder(body({ spendUsd, decimals }), at)).toEqual(fillOrder(body({ spendUsd, decimals }), at));
    }),
  );
});

test('slippage grows with the notional and with volatility', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      (usd, volatility) => {
        const calm = slippageOf(usd, conditions({ volatility }));
        expect(slippageOf(usd * 2, conditions({ volatility }))).toBeGreaterThanOrEqual(calm);
        expect(slippageOf(usd, conditions({ volatility: volatility * 1.5 }))).toBeGreaterThanOrEqual(calm);
      },
    ),
  );
});

test('the second part of a split order reaches deeper than the first', () => {
  const { fills } = fillOrder(body(), conditions({ roll: 0.99 }));
  expect(fills).toHaveLength(2);
  expect(fills[1]?.price.gt(fills[0]?.price ?? 0)).toBe(true);
});

test('an order that is large for the market is filled in parts', () => {
  expect(fillOrder(sale('100000'), conditions({ volumeUsd: 20 })).fills).toHaveLength(2);
});

test('a purchase takes at most a tenth of a bar and the rest is canceled', () => {
  const { status, fills } = fillOrder(body({ spendUsd: '50' }), conditions({ volumeUsd: 200 }));
  expect(status).toBe('canceled');
  expect(costOf(fills).lte(20)).toBe(true);
});

test('a market without volume sells to nobody, and still buys what must be sold', () => {
  expect(fillOrder(body(), conditions({ volumeUsd: 0 })).status).toBe('rejected');
  expect(fillOrder(sale('100'), conditions({ volumeUsd: 0 })).status).toBe('filled');
});

test('a purchase below the smallest quantity is rejected', () => {
  const answer = fillOrder(body({ spendUsd: '0.01' }), conditions({ minQuantity: new Decimal(1e6) }));
  expect(answer).toEqual({ status: 'rejected', reason: 'less than the smallest quantity', fills: [] });
});

test('the unluckiest rolls refuse a purchase, and never a sale', () => {
  expect(fillOrder(body(), conditions({ roll: 0 })).status).toBe('rejected');
  expect(fillOrder(body(), conditions({ roll: 0.02 })).status).toBe('canceled');
  for (const roll of [0, 0.005, 0.02, 0.04]) expect(fillOrder(sale('100'), conditions({ roll })).status).toBe('filled');
});

test('a stop inside the last bar sells at the stop', () => {
  expect(bestExit('0.0000195', conditions()).toFixed()).toBe('0.0000195');
});

test('a stop that the market has fallen away from sells at the last close', () => {
  expect(bestExit('0.00003', conditions()).toFixed()).toBe('0.00002');
});

test('a stop that the market has risen from sells at the stop, not better', () => {
  expect(bestExit('0.00001', conditions()).toFixed()).toBe('0.00001');
});
