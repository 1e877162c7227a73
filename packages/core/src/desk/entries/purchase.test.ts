import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { occOf } from '../instruments/index.ts';
import { lotFault, priceFault, purchaseFault } from './purchase.ts';

const approved = {
  price: 100,
  since: new Decimal(100),
  stopLoss: new Decimal(90),
  target: new Decimal(120),
  maxDrift: 0.02,
};

test('an entry near its approved price may be sent', () => {
  expect(priceFault(approved)).toBeNull();
  expect(priceFault({ ...approved, price: 102 })).toBeNull();
});

test.each([
  ['without a fresh price', { price: null }, 'there is no fresh price'],
  ['after a rise', { price: 103 }, 'the price moved 3.00 % since approval, at most 2.00 %'],
  ['after a fall', { price: 97.5 }, 'the price moved 2.50 % since approval, at most 2.00 %'],
  ['at its stop', { price: 99, stopLoss: new Decimal(99) }, 'the stop 99 is not below the last price 99'],
  ['at its target', { price: 101, target: new Decimal(101) }, 'the target 101 is not above the last price 101'],
])('an entry is held back %s', (_, change, reason) => {
  expect(priceFault({ ...approved, ...change })).toBe(reason);
});

const now = new Date('2025-02-03T15:00:00Z');
const contract = 'BONK_USDT';
const expiring = occOf({ root: 'SPY', expiresOn: '2025-02-03', type: 'CALL', strike: new Decimal(400) });

test.each([
  ['nothing forbids it', { contract }, null],
  ['a protection is in force', { contract, shut: 'stop_loss_guard is in force' }, 'stop_loss_guard is in force'],
  ['it is an option that ends today', { contract: expiring }, 'its last day has come'],
])('a purchase may be sent unless it is shut or ends: %s', (_, change, reason) => {
  expect(purchaseFault({ ...approved, now, shut: null, ...change })).toBe(reason);
});

test('a size that is worth less than one lot buys nothing', () => {
  const lot = new Decimal(1);
  expect(lotFault({ sizeUsd: new Decimal(60), price: 60, lot })).toBeNull();
  expect(lotFault({ sizeUsd: new Decimal(59), price: 60, lot })).toContain('less than the smallest quantity of 1');
});

test('a purchase that nothing forbids is still held to its price', () => {
  expect(purchaseFault({ ...approved, now, shut: null, contract, price: 103 })).toContain('the price moved 3.00 %');
});

test('a protection is told before the price is looked at', () => {
  expect(purchaseFault({ ...approved, now, shut: 'halted', contract, price: null })).toBe('halted');
});
