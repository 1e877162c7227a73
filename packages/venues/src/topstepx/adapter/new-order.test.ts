import type { OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { expect, test } from 'vitest';
import { orderOf } from './new-order.ts';

const ctx = { topstepxAccountId: 465, feeRoomUsd: new Decimal('0.4') };
/** One contract is five units. */
const contract = { id: 'MES', units: new Decimal(5), tick: new Decimal('0.25'), active: true };
const stop: OrderBody = {
  ...{ clientOrderId: 'a', accountId: 'account', instrumentId: 'instrument', contract: 'MES', decimals: 0 },
  ...{ side: 'sell', type: 'stop', stopPrice: '5990.3', spendUsd: null, quantity: '14' },
  ...{ refPrice: '6000', triggerPrice: null },
};

test('a stop is of type 4, over whole contracts, its price on the tick above', () => {
  expect(JSON.parse(JSON.stringify(orderOf(ctx, stop, contract)))).toEqual({
    ...{ accountId: 465, contractId: 'MES', type: 4, side: 1, size: 2, stopPrice: 5990.5, customTag: 'a' },
  });
});

test.each([
  ['5990.25', '0.25', '5990.25'],
  ['5990.250000000000000001', '0.25', '5990.5'],
  ['0.00001701', '0.00000001', '0.00001701'],
  ['123456789012345678.1', '0.1', '123456789012345678.1'],
  ['117.01', '0.015625', '117.015625'],
])('a stop at %s in steps of %s goes out as the digits %s, through no float', (stopPrice, tick, digits) => {
  const order = orderOf(ctx, { ...stop, stopPrice }, { ...contract, tick: new Decimal(tick) });
  expect(JSON.stringify(order)).toContain(`"stopPrice":${digits}}`);
});

test('a month that has rolled takes a stop, and is not bought', () => {
  const rolled = { ...contract, active: false };
  expect(orderOf(ctx, stop, rolled)).toMatchObject({ type: 4 });
  expect(orderOf(ctx, { ...stop, side: 'buy' }, rolled)).toEqual({ refused: 'MES is not the front month any more' });
});

test.each<[string, Partial<OrderBody>, RegExp]>([
  ['less than one contract', { quantity: '4.9' }, /less than one contract/],
  ['a purchase', { side: 'buy', spendUsd: '90000' }, /a stop sells/],
  ['no price', { stopPrice: '0' }, /above zero/],
])('a stop over %s is refused with its reason', (_, changes, reason) => {
  expect(orderOf(ctx, { ...stop, ...changes }, contract)).toMatchObject({ refused: expect.stringMatching(reason) });
});
