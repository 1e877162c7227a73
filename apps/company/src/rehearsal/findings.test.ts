import { expect, test } from 'vitest';
import { type Books, findingsOf } from './findings.ts';

const agreeing: Books = {
  orders: [
    { clientOrderId: 'a', status: 'filled', filled: true },
    { clientOrderId: 'b', status: 'rejected', filled: false },
  ],
  accepted: ['a'],
  ours: new Map([['SOL', '1.5']]),
  theirs: new Map([['SOL', '1.5']]),
};

test('books that agree have no findings', () => {
  expect(findingsOf(agreeing)).toEqual([]);
});

test.each([
  ['an order nobody intended', { accepted: ['a', 'x'] }, /took x, which the company never intended/],
  ['an order that was taken twice', { accepted: ['a', 'a'] }, /took a twice/],
  ['a fill of an order that was never taken', { accepted: [] }, /booked fills of a, which the venue never took/],
  [
    'an order without an end',
    { orders: [...agreeing.orders, { clientOrderId: 'c', status: 'unknown', filled: false }] },
    /c is still unknown/,
  ],
  ['a fill that was lost', { accepted: ['a', 'b'] }, /filled b, which the company holds to be rejected/],
  ['another quantity', { theirs: new Map([['SOL', '1']]) }, /SOL: we hold 1.5, the venue 1/],
  ['a position that only the venue has', { theirs: new Map([...agreeing.theirs, ['BONK', '9']]) }, /BONK: we hold 0/],
])('%s is found', (_, change, found) => {
  expect(findingsOf({ ...agreeing, ...change }).join('; ')).toMatch(found);
});
