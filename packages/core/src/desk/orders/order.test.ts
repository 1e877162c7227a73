import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { clientOrderId } from './intent/client-order-id.ts';
import { blockedBy, isFinal, isResting, isStale, mayFollow, type OrderStatus, orderMachine } from './order.ts';

const statuses = Object.keys(orderMachine.follows) as OrderStatus[];
const anyStatus = fc.constantFrom(...statuses);

test('only filled, rejected and canceled are the last word', () => {
  expect(statuses.filter(isFinal).sort()).toEqual(['canceled', 'filled', 'rejected']);
});

test('every state but the last ones can still reach an end, whatever happened before', () => {
  const reachable = (from: OrderStatus, seen: readonly OrderStatus[] = []): boolean =>
    isFinal(from) || statuses.some((to) => mayFollow(from, to) && !seen.includes(to) && reachable(to, [...seen, from]));
  expect(statuses.every((status) => reachable(status))).toBe(true);
});

test('along any path a last word stays the last, and nothing returns to intended', () => {
  fc.assert(
    fc.property(fc.array(anyStatus, { maxLength: 12 }), (wishes) => {
      let status: OrderStatus = 'intended';
      for (const wish of wishes) {
        const before: OrderStatus = status;
        if (mayFollow(status, wish)) status = wish;
        if (isFinal(before)) expect(status).toBe(before);
        if (before !== 'intended') expect(status).not.toBe('intended');
      }
    }),
  );
});

test('what was partly filled is never rejected', () => {
  expect(mayFollow('partially_filled', 'rejected')).toBe(false);
});

test('a word that was overtaken is stale: anything after the last one, submitted after a first fill', () => {
  const stale = statuses.flatMap((from) => statuses.filter((to) => isStale(from, to)).map((to) => `${from} > ${to}`));
  expect(stale.filter((pair) => !/^(filled|rejected|canceled) /.test(pair))).toEqual(['partially_filled > submitted']);
});

test('an order id is 32 hex digits, the same when computed again, another for another account, step or leg', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 99 }), (accountId, stepId, leg) => {
      const id = clientOrderId({ accountId, stepId, leg });
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(clientOrderId({ accountId, stepId, leg })).toBe(id);
      expect(clientOrderId({ accountId, stepId, leg: leg + 1 })).not.toBe(id);
      if (accountId !== stepId) expect(clientOrderId({ accountId: stepId, stepId: accountId, leg })).not.toBe(id);
    }),
  );
});

test('an order may stay what it is, whatever it is', () => {
  expect(statuses.every((status) => mayFollow(status, status))).toBe(true);
});

test('a stop rests once its venue has taken it, until it fills', () => {
  const at = new Decimal(90);
  expect(isResting({ status: 'submitted', restsAt: at })).toBe(true);
  expect(isResting({ status: 'submitted', restsAt: null })).toBe(false);
  expect(isResting({ status: 'partially_filled', restsAt: at })).toBe(false);
});

test('a placement is blocked by the state that forbids it', () => {
  expect(blockedBy('halted')).toEqual({ kind: 'blocked', state: 'halted' });
  expect(blockedBy('reducing')).toEqual({ kind: 'blocked', state: 'reducing' });
});
