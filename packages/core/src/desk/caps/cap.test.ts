import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { type CapTake, capKeys, mergeTakes } from './cap.ts';

const take = (key: string, amount: number, limit: number): CapTake => ({
  key,
  amount: new Decimal(amount),
  limit: new Decimal(limit),
});

test('takes of one key are one, of the sum, under the smaller limit', () => {
  expect(mergeTakes([take('cash_usd', 60, 1000), take('cash_usd', 40, 90)])).toEqual([take('cash_usd', 100, 90)]);
  expect(mergeTakes([take('cash_usd', 40, 90), take('cash_usd', 60, 1000)])).toEqual([take('cash_usd', 100, 90)]);
});

test('takes are in ascending order of their keys, so that no two admissions wait for each other', () => {
  const keys = mergeTakes([take('risk_usd', 1, 9), take('cash_usd', 1, 9), take('positions', 1, 9)]).map(
    ({ key }) => key,
  );
  expect(keys).toEqual(['cash_usd', 'positions', 'risk_usd']);
});

test('whatever the order, the same is taken: each amount once, under the least limit (I2)', () => {
  const one = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    amount: fc.integer({ min: 0, max: 100 }),
    limit: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(one), (rows) => {
      const takes = rows.map(({ key, amount, limit }) => take(key, amount, limit));
      const merged = mergeTakes(takes);
      expect(mergeTakes([...takes].reverse())).toEqual(merged);
      for (const { key, amount, limit } of merged) {
        const of = rows.filter((row) => row.key === key);
        expect(amount.toNumber()).toBe(of.reduce((sum, row) => sum + row.amount, 0));
        expect(limit.toNumber()).toBe(Math.min(...of.map((row) => row.limit)));
      }
    }),
  );
});

test('each day, sender and token of an account is limited for itself', () => {
  const keys = [
    ...['2025-02-03', '2025-02-04'].flatMap((day) => [
      capKeys.trades(day),
      capKeys.analyses(day),
      capKeys.postedAnalyses(day),
      capKeys.analysesOfSender(day, 'key-1'),
      capKeys.analysesOfSender(day, 'key-2'),
      capKeys.conversations(day),
      capKeys.otherConversations(day),
      capKeys.tasks(day),
      capKeys.actionItems(day),
      capKeys.strategyTests(day),
    ]),
    ...[capKeys.token('a', 'x'), capKeys.token('a', 'y'), capKeys.token('b', 'x')],
    ...[capKeys.positions, capKeys.riskUsd, capKeys.cashUsd],
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
