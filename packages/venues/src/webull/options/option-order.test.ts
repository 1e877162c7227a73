import { readOption } from '@atc/core/desk/instruments';
import type { OrderBody } from '@atc/core/desk/venue';
import { expect, test } from 'vitest';
import { orderOf } from '../adapter/new-order.ts';

const CALL = 'AAPL261218C00240000';
const purchase: OrderBody = {
  ...{ clientOrderId: 'a', accountId: 'account', instrumentId: 'instrument', contract: CALL, decimals: 0 },
  ...{ side: 'buy', type: 'market', limitPrice: '1.2', spendUsd: '300', quantity: null, refPrice: '1.14' },
  triggerPrice: null,
};

test('a purchase opens whole contracts at its limit, as many as are paid for, and is good for the day', () => {
  expect(readOption(CALL)).not.toBeNull();
  expect(orderOf(purchase)).toEqual({
    ...{ client_order_id: 'a', combo_type: 'NORMAL', option_strategy: 'SINGLE', order_type: 'LIMIT' },
    ...{ time_in_force: 'DAY', entrust_type: 'QTY', position_intent: 'BUY_TO_OPEN', limit_price: '1.20' },
    ...{ side: 'BUY', symbol: 'AAPL', quantity: '2', instrument_type: 'OPTION', market: 'US' },
    legs: [
      {
        ...{ side: 'BUY', symbol: 'AAPL', quantity: '2', instrument_type: 'OPTION', market: 'US' },
        ...{ strike_price: '240', option_expire_date: '2026-12-18', option_type: 'CALL' },
      },
    ],
  });
});

test('a sale closes the contracts of what is held', () => {
  const sale = { ...purchase, side: 'sell', spendUsd: null, quantity: '299', limitPrice: '1' } as const;
  expect(orderOf(sale)).toMatchObject({
    ...{ side: 'SELL', position_intent: 'SELL_TO_CLOSE', quantity: '2', limit_price: '1.00' },
    legs: [{ side: 'SELL', quantity: '2' }],
  });
});

test.each<[string, Partial<OrderBody>, RegExp]>([
  ['of less than one contract', { spendUsd: '120.99' }, /less than one contract/],
  ['of a part of a contract', { side: 'sell', spendUsd: null, quantity: '99' }, /less than one contract/],
  ['at the market', { limitPrice: undefined }, /at a limit only/],
  ['to rest', { side: 'sell', type: 'stop', stopPrice: '1', spendUsd: null, quantity: '100' }, /no stop of an option/],
])('an order %s is refused with its reason', (_, changes, reason) => {
  expect(orderOf({ ...purchase, ...changes })).toMatchObject({ refused: expect.stringMatching(reason) });
});
