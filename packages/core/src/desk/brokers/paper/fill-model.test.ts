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

const calm = { price: 100, high: 101, volatility: 0.01, volumeUsd: 1e6, minQuantity: new Decimal('0.00000001') };
const bought = (changes: Partial<Conditions> = {}, order: Partial<OrderBody> = {}) =>
  fillOrder(body({ spendUsd: '100', decimals: 8, ...order }), conditions({ ...calm, ...changes }));
const sold = (quantity: string, changes: Partial<Conditions> = {}, order: Partial<OrderBody> = {}) =>
  fillOrder(sale(quantity, { decimals: 8, ...order }), conditions({ ...calm, ...changes }));
const told = ({ fills }: { readonly fills: readonly ModelFill[] }) =>
  fills.map(({ price, quantity, usd, feeUsd }) => [price, quantity, usd, feeUsd].map((value) => value.toFixed()));

test.each<readonly [string, number, Partial<Conditions>, number]>([
  ['a spread of 2 bps where nothing moves', 0, { volatility: 0 }, 0.0002],
  ['a tenth of the volatility more', 0, { volatility: 0.04 }, 0.0042],
  ['a spread of 50 bps at the most', 0, { volatility: 0.05 }, 0.005],
  ['the volatility times the root of the share of a bar', 100, { volatility: 0.01 }, 0.0013],
  ['an impact of 3 % at the most', 1e6, { volatility: 0.5 }, 0.035],
  ['a share of half a bar', 5e5, { volatility: 0.004 }, 0.0006 + 0.004 * Math.SQRT1_2],
  ['a hundred bars', 1e8, { volatility: 0.002 }, 0.0204],
  ['a hundred bars where it is more', 1e9, { volatility: 0.002 }, 0.0204],
  ['a hundred bars where nothing is traded', 1, { volatility: 0.002, volumeUsd: 0 }, 0.0204],
])('slippage is %s', (_, ...[notionalUsd, changes, slippage]) => {
  expect(slippageOf(notionalUsd, conditions(changes))).toBeCloseTo(slippage, 12);
});

test('100 USD at 100 with 13 bps of slippage and 10 bps of fee, to the last place', () => {
  // 100 x 1.0013 = 100.13; 100 / (100.13 x 1.001) = 0.99770398...
  expect(told(bought())).toEqual([['100.13', '0.99770398', '99.90009952', '0.0999001']]);
  expect(bought().fills[0]?.slippageBps).toBeCloseTo(13, 9);
});

test('a sale of 1 at 100 with 13 bps of slippage and 10 bps of fee, to the last place', () => {
  expect(told(sold('1'))).toEqual([['99.87', '1', '99.87', '0.09987']]);
  expect(sold('1').fills[0]?.slippageBps).toBeCloseTo(13, 9);
});

test('the price of a purchase is rounded up, that of a sale down, at the eighteenth place', () => {
  const odd = { volatility: 0, volumeUsd: 1e12, price: 1 / 3, high: 1 };
  const [up, down] = [bought(odd).fills[0], sold('1', odd).fills[0]];
  expect([up?.price.decimalPlaces(), down?.price.decimalPlaces()]).toEqual([18, 18]);
  const slip = slippageOf(100, conditions({ ...calm, ...odd }));
  expect(up?.price.gt(new Decimal(1 / 3).mul(1 + slip))).toBe(true);
  const slipDown = (down?.slippageBps ?? 0) / 1e4;
  expect(down?.price.lte(new Decimal(1 / 3).mul(1 - slipDown))).toBe(true);
});

test.each([
  [0.0099, 'rejected', 0],
  [0.01, 'canceled', 50],
  [0.0399, 'canceled', 50],
  [0.04, 'filled', 100],
  [0.8499, 'filled', 100],
])('by a roll of %d a purchase of 100 USD is %s and spends %d', (roll, status, spent) => {
  const answer = bought({ roll });
  expect(answer.status).toBe(status);
  expect(costOf(answer.fills).toNumber()).toBeCloseTo(spent, 4);
});

test('a purchase that is cut short says so, a whole one says nothing', () => {
  expect(bought({ roll: 0.02 }).reason).toBe('the rest found no liquidity');
  expect(bought().reason).toBeNull();
  expect(bought({ roll: 0 }).reason).toBe('the venue had no liquidity at this price');
});

test('a roll from 0.85 on fills 60 and 40 parts of a hundred', () => {
  expect(sold('10', { roll: 0.8499 }).fills).toHaveLength(1);
  expect(sold('10', { roll: 0.85 }).fills.map(({ quantity }) => quantity.toNumber())).toEqual([6, 4]);
});

test('the first part reaches as deep as its own worth, the second as deep as the whole', () => {
  const [first, second] = sold('10', { roll: 0.9 }).fills.map(({ slippageBps }) => slippageBps / 1e4);
  expect(first).toBeCloseTo(slippageOf(600, conditions(calm)), 12);
  expect(second).toBeCloseTo(slippageOf(1000, conditions(calm)), 12);
});

test('more than a twentieth of a bar is filled in parts, just that is not', () => {
  expect(sold('500').fills).toHaveLength(1);
  expect(sold('500.01').fills).toHaveLength(2);
});

test('what cannot be divided is filled as a whole', () => {
  expect(sold('1', { roll: 0.9 }, { decimals: 0 }).fills).toHaveLength(1);
  expect(sold('2', { roll: 0.9 }, { decimals: 0 }).fills.map(({ quantity }) => quantity.toNumber())).toEqual([1, 1]);
});

test('a part that buys nothing is left out', () => {
  const { status, fills } = bought({ roll: 0.9 }, { decimals: 0, spendUsd: '200' });
  // 120 USD buy one, 80 USD none
  expect([status, fills.map(({ quantity }) => quantity.toNumber())]).toEqual(['filled', [1]]);
});

test('just a tenth of a bar is a whole purchase', () => {
  expect(bought({ volumeUsd: 1000 }).status).toBe('filled');
  expect(bought({ volumeUsd: 999 }).status).toBe('canceled');
});

test('just the smallest quantity is bought', () => {
  const units = { decimals: 0, spendUsd: '101' };
  expect(bought({ minQuantity: new Decimal(1) }, units).status).toBe('filled');
  expect(bought({ minQuantity: new Decimal(2) }, units).status).toBe('rejected');
});

test.each<[string, Partial<Conditions>, Partial<OrderBody>, string]>([
  ['that spends nothing', {}, { spendUsd: '0' }, 'a purchase must spend something'],
  ['that says nothing of what it spends', {}, { spendUsd: null }, 'a purchase must spend something'],
  ['where nothing was traded', { volumeUsd: 0 }, {}, 'no trade was seen there lately'],
  ['of less than a unit', {}, { decimals: 0, spendUsd: '50' }, 'less than the smallest quantity'],
  [
    'that finds less than a unit',
    { volumeUsd: 500 },
    { decimals: 0, spendUsd: '500' },
    'the venue had no liquidity at this price',
  ],
])('a purchase %s is rejected', (_, ...[changes, order, reason]) => {
  expect(bought(changes, order)).toEqual({ status: 'rejected', reason, fills: [] });
});

test.each(['0', '-1'])('a sale of %s gives nothing and is rejected', (quantity) => {
  expect(sold(quantity)).toEqual({ status: 'rejected', reason: 'a sale must give something', fills: [] });
});

test('a stop at the highest price of the last bar sells at the stop', () => {
  expect(bestExit('0.000021', conditions()).toFixed()).toBe('0.000021');
});
