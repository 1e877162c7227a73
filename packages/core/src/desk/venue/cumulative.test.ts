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
