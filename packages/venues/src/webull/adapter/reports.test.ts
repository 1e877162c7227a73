import { expect, test } from 'vitest';
import { restingPrice } from './reports.ts';
import type { OrderDetail } from './wire.ts';

const stop: OrderDetail = {
  ...{ client_order_id: 'a', order_id: '1', symbol: 'NVDA', side: 'SELL' },
  ...{ status: 'SUBMITTED', order_type: 'STOP_LOSS', stop_price: '111.11' },
};

test.each<[string, Partial<OrderDetail>, string | undefined]>([
  ['that works', {}, '111.11'],
  ['that waits for the session', { status: 'PENDING' }, '111.11'],
  ['that was filled', { status: 'FILLED', filled_quantity: '4' }, undefined],
  ['that was triggered and is filled in part', { status: 'PARTIAL_FILLED', filled_quantity: '1' }, undefined],
  ['that was taken back', { status: 'CANCELLED' }, undefined],
  ['that is none', { order_type: 'MARKET', stop_price: null }, undefined],
])('a stop %s rests where Webull says, or nowhere', (_, changes, price) => {
  expect(restingPrice({ ...stop, ...changes })?.toFixed()).toBe(price);
});

test('a stop that works without its price is not known', () => {
  expect(() => restingPrice({ ...stop, stop_price: undefined })).toThrow('without its price');
});
