import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, roundUsd, ZERO } from '../../kernel/money/index.ts';
import type { VenueReport } from './broker.ts';
import { type BookedSums, fillsSince } from './cumulative.ts';

function told(quantity: Decimal, price: Decimal): VenueReport {
  const usd = roundUsd(quantity.mul(price));
  const fill = {
    venueFillId: 'V1',
    price,
    quantity,
    usd,
    feeUsd: roundUsd(usd.mul('0.001')),
    slippageBps: 0,
    filledAt: new Date(0),
  };
  return {
    clientOrderId: 'c',
    venueOrderId: 'V1',
    status: 'partially_filled',
    fills: [fill],
    reason: null,
    cumulative: true,
  };
}

const nothing: BookedSums = {
  side: 'buy',
  refPrice: new Decimal('12'),
  filledQty: ZERO,
  filledUsd: ZERO,
  feeUsd: ZERO,
};

function book(booked: BookedSums, report: VenueReport): BookedSums {
  const [fill] = fillsSince(booked, report);
  if (!fill) return booked;
  return {
    ...booked,
    filledQty: booked.filledQty.add(fill.quantity),
    filledUsd: booked.filledUsd.add(fill.usd),
    feeUsd: booked.feeUsd.add(fill.feeUsd),
  };
}

test('sums told in any order, again and again, are booked to the last and largest one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (quantities) => {
      const price = new Decimal('12.34');
      const reports = quantities.map((quantity) => told(new Decimal(quantity).div(100), price));
      const booked = [...reports, ...reports].reduce((sums, report) => book(sums, report), nothing);
      const largest = new Decimal(Math.max(...quantities)).div(100);
      expect(booked.filledQty.toFixed()).toBe(largest.toFixed());
      expect(booked.filledUsd.toFixed()).toBe(roundUsd(largest.mul(price)).toFixed());
    }),
  );
});

test('a venue that tells each fill is booked as told', () => {
  const report = { ...told(new Decimal(2), new Decimal(5)), cumulative: false };
  expect(fillsSince({ ...nothing, filledQty: new Decimal(1) }, report)).toEqual(report.fills);
});

test('what a venue does not say of its slippage is measured against the price of the intent', () => {
  const { fills, ...report } = told(new Decimal(2), new Decimal(5));
  const unsaid = { ...report, cumulative: false, fills: fills.map((fill) => ({ ...fill, slippageBps: null })) };
  const price = fills[0]?.price ?? new Decimal(1);
  const [bought] = fillsSince({ ...nothing, side: 'buy', refPrice: price.div('1.001') }, unsaid);
  const [sold] = fillsSince({ ...nothing, side: 'sell', refPrice: price.div('1.001') }, unsaid);
  expect([bought?.slippageBps, sold?.slippageBps]).toEqual([expect.closeTo(10, 6), expect.closeTo(-10, 6)]);
});

const at = (price: string) => {
  const { fills, ...report } = told(new Decimal(3), new Decimal(price));
  return { ...report, fills: fills.map((fill) => ({ ...fill, slippageBps: null })) };
};
const slippage = (side: 'buy' | 'sell', price: string, refPrice: Decimal | null = new Decimal(12)) =>
  fillsSince({ ...nothing, side, refPrice }, { ...at(price), cumulative: false })[0]?.slippageBps;

test('what a venue does not say of its slippage is measured against the price of the intent', () => {
  expect([slippage('buy', '12.12'), slippage('buy', '11.88')]).toEqual([100, -100]);
  expect([slippage('sell', '12.12'), slippage('sell', '11.88')]).toEqual([-100, 100]);
});

test('without a price of the intent nothing is said to have slipped', () => {
  expect(slippage('buy', '15', null)).toBe(0);
});

test('a sum is a fill of the difference, at the price of that difference', () => {
  const booked = { ...nothing, filledQty: new Decimal(1), filledUsd: new Decimal(10), feeUsd: new Decimal('0.01') };
  // 3 at 12 are 36: two more for 26
  const [fill] = fillsSince(booked, told(new Decimal(3), new Decimal(12)));
  expect([fill?.quantity, fill?.usd, fill?.price, fill?.feeUsd].map(Number)).toEqual([2, 26, 13, 0.026]);
  expect(fill?.slippageBps).toBeCloseTo(10_000 / 12, 9);
  expect(fill?.venueFillId).toBe('V1-3');
});

test('a sum that is booked already, and one that fell behind it, are no fill', () => {
  const booked = { ...nothing, filledQty: new Decimal(3), filledUsd: new Decimal(36) };
  expect(fillsSince(booked, told(new Decimal(3), new Decimal(12)))).toEqual([]);
  expect(fillsSince(booked, told(new Decimal(2), new Decimal(12)))).toEqual([]);
});

test('a report without a fill books nothing', () => {
  expect(fillsSince(nothing, { ...told(new Decimal(1), new Decimal(1)), fills: [] })).toEqual([]);
});
