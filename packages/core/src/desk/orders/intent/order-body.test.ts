import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { occOf } from '../../instruments/index.ts';
import type { Intent, Order } from '../order.ts';
import { clientOrderId } from './client-order-id.ts';
import { bodyOf, sentOf } from './order-body.ts';

const intent: Intent = {
  accountId: 'account-1',
  positionId: 'position-1',
  instrumentId: 'instrument-1',
  contract: 'BONK_USDT',
  decimals: 2,
  side: 'buy',
  purpose: 'entry',
  protective: false,
  spendUsd: new Decimal('46.66'),
  refPrice: new Decimal('0.0000335'),
  triggerPrice: null,
};
const { spendUsd: _, ...unsized } = intent;
const exit: Intent = {
  ...unsized,
  side: 'sell',
  purpose: 'stop_loss',
  quantity: new Decimal('1000000.5'),
  triggerPrice: new Decimal('0.00003'),
};
const step = { stepId: 'step-1', leg: 1 };

test('an order id is the first half of a hash of account, step and leg (I3)', () => {
  expect(clientOrderId({ accountId: 'account-1', stepId: 'step-1', leg: 1 })).toBe('4a6155cfa18368c9d898a994017c77f3');
  expect(clientOrderId({ accountId: 'account-1', stepId: 'step-1', leg: 2 })).toBe('9a533a4c9a601bb3a1578709e80c96d4');
});

test('a purchase spends USD at the market, in plain digits', () => {
  expect(bodyOf(intent, step)).toEqual({
    clientOrderId: '4a6155cfa18368c9d898a994017c77f3',
    accountId: 'account-1',
    instrumentId: 'instrument-1',
    contract: 'BONK_USDT',
    side: 'buy',
    type: 'market',
    spendUsd: '46.66',
    quantity: null,
    refPrice: '0.0000335',
    triggerPrice: null,
    decimals: 2,
  });
});

test('a sale gives a quantity and carries what triggered it', () => {
  expect(bodyOf(exit, step)).toMatchObject({
    side: 'sell',
    type: 'market',
    spendUsd: null,
    quantity: '1000000.5',
    triggerPrice: '0.00003',
  });
});

test('a stop rests at its price', () => {
  const body = bodyOf({ ...exit, stopPrice: new Decimal('0.00002') }, step);
  expect(body).toMatchObject({ type: 'stop', stopPrice: '0.00002' });
});

test('a purchase carries the stop that its venue is to leave', () => {
  expect(bodyOf({ ...intent, bracketStop: new Decimal('0.00003') }, step).bracketStop).toBe('0.00003');
});

test('a stop that a purchase left is known by the id it has there', () => {
  const left = { by: 'purchase', id: 'purchase-SL' };
  expect(bodyOf({ ...exit, left }, step).clientOrderId).toBe('purchase-SL');
});

test('the next leg is another order', () => {
  expect(bodyOf(intent, { stepId: 'step-1', leg: 2 }).clientOrderId).toBe('9a533a4c9a601bb3a1578709e80c96d4');
});

test('an order that says neither or both of what it gives is none', () => {
  const fault = 'an order either spends USD or sells a quantity';
  expect(() => bodyOf(unsized, step)).toThrow(fault);
  expect(() => bodyOf({ ...intent, quantity: new Decimal(1) }, step)).toThrow(fault);
});

test('an option is sold at a limit that falls with each sale that nobody paid', () => {
  const contract = occOf({ root: 'SPY', expiresOn: '2025-02-21', type: 'CALL', strike: new Decimal(400) });
  const option = { ...exit, contract, refPrice: new Decimal(10) };
  const limits = [undefined, 1, 2, 9].map(
    (unpaid) => bodyOf(option, { ...step, ...(unpaid === undefined ? {} : { unpaid }) }).limitPrice,
  );
  expect(limits).toEqual(['9', '7.5', '5', '5']);
});

test('what is sent is what is stored, with the purchase that left the stop where one did', () => {
  const stored = bodyOf(exit, step);
  const order = (bracketOwner: string | null) => sentOf({ body: stored as unknown as Order['body'], bracketOwner });
  expect(order(null)).toEqual(stored);
  expect(order('purchase')).toEqual({ ...stored, bracketOwner: 'purchase' });
});
