import type { OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { expect, test } from 'vitest';
import { levelOf, orderOf } from './new-order.ts';

const stop: OrderBody = {
  ...{ clientOrderId: 'a', accountId: 'account', instrumentId: 'instrument', contract: 'NVDA', decimals: 5 },
  ...{ side: 'sell', type: 'stop', stopPrice: '111.105', spendUsd: null, quantity: '4.99999' },
  ...{ refPrice: '123.45', triggerPrice: null },
};

test('a stop rests over whole shares until it is taken back, and is triggered in the core session', () => {
  expect(orderOf(stop)).toEqual({
    ...{ client_order_id: 'a', combo_type: 'NORMAL', instrument_type: 'EQUITY', market: 'US', symbol: 'NVDA' },
    ...{ side: 'SELL', order_type: 'STOP_LOSS', entrust_type: 'QTY', quantity: '4', stop_price: '111.11' },
    ...{ time_in_force: 'GTC', support_trading_session: 'CORE' },
  });
});

test.each([
  ['111.11', '111.11'],
  ['111.110000000000000001', '111.12'],
  ['1', '1'],
  ['0.99991', '1'],
  ['0.12341', '0.1235'],
  ['0.1234', '0.1234'],
])('a level of %s is %s at Webull, never looser', (wished, level) => {
  expect(levelOf(new Decimal(wished)).toFixed()).toBe(level);
});

test.each<[string, Partial<OrderBody>, RegExp]>([
  ['less than one share', { quantity: '0.99999' }, /fractions cannot/],
  ['a purchase', { side: 'buy', spendUsd: '500' }, /a stop sells/],
  ['no price', { stopPrice: '0' }, /above zero/],
])('a stop over %s is refused with its reason', (_, changes, reason) => {
  expect(orderOf({ ...stop, ...changes })).toMatchObject({ refused: expect.stringMatching(reason) });
});
