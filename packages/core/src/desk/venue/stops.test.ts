import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import type { Broker, OrderBody } from './broker.ts';
import { carriedStop, stopFault, tightened, unheldStop } from './stops.ts';

const body = (changes: Partial<OrderBody> = {}): OrderBody => ({
  clientOrderId: 'a'.repeat(32),
  accountId: 'account',
  instrumentId: 'instrument',
  contract: 'MES',
  side: 'sell',
  type: 'stop',
  stopPrice: '90',
  spendUsd: null,
  quantity: '1',
  refPrice: '100',
  triggerPrice: null,
  decimals: 0,
  ...changes,
});
const { stopPrice: _, ...unpriced } = body();

test('a venue where no stop rests takes every body but a stop', () => {
  expect(unheldStop('paper', body())).toBe('no stop rests at paper');
  expect(unheldStop('paper', body({ type: 'market' }))).toBeNull();
});

test.each<[string, OrderBody, string | null]>([
  ['that sells at a price', body(), null],
  ['that buys', body({ side: 'buy' }), 'a stop sells, at a price above zero'],
  ['at a price of zero', body({ stopPrice: '0' }), 'a stop sells, at a price above zero'],
  ['without a price', unpriced, 'a stop sells, at a price above zero'],
])('a stop %s has the fault: %s', (_, stop, fault) => {
  expect(stopFault(stop)).toBe(fault);
});

test('what asks for no stop has no fault of one', () => {
  expect(stopFault(body({ type: 'market', side: 'buy', stopPrice: '0' }))).toBeNull();
});

const broker = (brackets?: { readonly wanted: boolean; readonly leastTicks: number }): Broker => ({
  venue: 'topstepx',
  mode: 'live',
  place: () => Promise.reject(new Error('places nothing')),
  status: () => Promise.reject(new Error('knows nothing')),
  takeBack: () => Promise.reject(new Error('takes nothing back')),
  holdings: () => Promise.resolve([]),
  statement: () => Promise.reject(new Error('states nothing')),
  ...(brackets ? { stops: { brackets: { ...brackets, idOf: (id) => `${id}-SL` } } } : {}),
});
const wish = (stopLoss: string | null) => ({
  stopLoss: stopLoss === null ? null : new Decimal(stopLoss),
  price: new Decimal(100),
  tick: '0.25',
});

test('a purchase carries its stop where its venue leaves stops by itself', () => {
  expect(carriedStop(broker({ wanted: true, leastTicks: 4 }), wish('90'))).toEqual({ bracketStop: new Decimal(90) });
});

test('a stop of just the least ticks is carried, a nearer one is not', () => {
  const least = broker({ wanted: true, leastTicks: 4 });
  expect(carriedStop(least, wish('99'))).toEqual({ bracketStop: new Decimal(99) });
  expect(carriedStop(least, wish('99.01'))).toEqual({});
});

test.each([
  ['the venue leaves none', broker(), '90'],
  ['nobody wants it', broker({ wanted: false, leastTicks: 4 }), '90'],
  ['there is none', broker({ wanted: true, leastTicks: 4 }), null],
])('a purchase carries no stop where %s', (_, at, stopLoss) => {
  expect(carriedStop(at, wish(stopLoss))).toEqual({});
});

test('a stop on a step of its venue is never looser than it was', () => {
  expect(tightened(new Decimal('90.01'), new Decimal('0.25')).toFixed()).toBe('90.25');
  expect(tightened(new Decimal('90.25'), new Decimal('0.25')).toFixed()).toBe('90.25');
  const cents = fc.integer({ min: 1, max: 1e6 }).map((count) => new Decimal(count).div(100));
  const step = fc.constantFrom('0.01', '0.05', '0.25', '1', '5').map((text) => new Decimal(text));
  fc.assert(
    fc.property(cents, step, (price, size) => {
      const at = tightened(price, size);
      expect(at.gte(price) && at.lt(price.add(size)) && at.mod(size).isZero()).toBe(true);
    }),
  );
});
