import { Decimal } from '@atc/core/kernel/money';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openUsage } from './usage.ts';

const one = (key: string, amount: number, limit = 10) => ({
  key,
  amount: new Decimal(amount),
  limit: new Decimal(limit),
});

test('all is taken, or nothing, and the key that leaves too little is named', () => {
  const usage = openUsage();
  expect(usage.take('a', [one('cash_usd', 7), one('trades:1', 1, 8)])).toBeNull();
  expect(usage.take('b', [one('trades:1', 1, 8), one('cash_usd', 4)])?.key).toBe('cash_usd');
  expect([usage.used('cash_usd'), usage.used('trades:1')].map(Number)).toEqual([7, 1]);
});

test('two takes of one key add up', () => {
  expect(openUsage().take('a', [one('cash_usd', 6), one('cash_usd', 6)])?.key).toBe('cash_usd');
});

test('what is consumed stays used when the rest is given back, and a reservation is only ever lowered', () => {
  const usage = openUsage();
  usage.take('a', [one('cash_usd', 7), one('trades:1', 1)]);
  usage.consume('a', 'trades:');
  usage.shrink('a', 'cash_usd', new Decimal(9));
  usage.shrink('a', 'cash_usd', new Decimal(3));
  expect(Number(usage.used('cash_usd'))).toBe(3);
  usage.release('a');
  expect([usage.used('cash_usd'), usage.used('trades:1')].map(Number)).toEqual([0, 1]);
});

test('whatever is taken and given back, usage stays within its limit and ends at nothing', () => {
  const step = fc.record({ who: fc.constantFrom('a', 'b', 'c'), amount: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const usage = openUsage();
      for (const { who, amount } of steps) {
        usage.release(who);
        usage.take(who, [one('cash_usd', amount)]);
        expect(usage.used('cash_usd').gte(0) && usage.used('cash_usd').lte(10)).toBe(true);
      }
      for (const who of ['a', 'b', 'c']) usage.release(who);
      expect(usage.used('cash_usd').isZero()).toBe(true);
    }),
  );
});
