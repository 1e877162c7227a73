import { expect, test } from 'vitest';
import { type Books, findingsOf } from './findings.ts';

const agreeing: Books = {
  orders: [
    { clientOrderId: 'a', status: 'filled', filled: true, rests: false, stop: false },
    { clientOrderId: 'b', status: 'rejected', filled: false, rests: false, stop: false },
  ],
  filled: ['a'],
  ours: new Map([['SOL', '1.5']]),
  theirs: new Map([['SOL', '1.5']]),
};

test('books that agree have no findings', () => {
  expect(findingsOf(agreeing)).toEqual([]);
});

test('a stop that rests with the venue is no finding', () => {
  const stop = { clientOrderId: 's', status: 'submitted', filled: false, rests: true, stop: true };
  expect(findingsOf({ ...agreeing, orders: [...agreeing.orders, stop] })).toEqual([]);
});

test.each([
  ['an order nobody intended', { filled: ['a', 'x'] }, /filled x, which the company never intended/],
  ['an order that was filled twice', { filled: ['a', 'a'] }, /filled a twice/],
  ['a fill of an order that was never filled', { filled: [] }, /booked fills of a, which the venue never filled/],
  [
    'an order without an end',
    {
      orders: [...agreeing.orders, { clientOrderId: 'c', status: 'unknown', filled: false, rests: false, stop: false }],
    },
    /c is still unknown/,
  ],
  ['a fill that was lost', { filled: ['a', 'b'] }, /filled b, which the company holds to be rejected/],
  ['another quantity', { theirs: new Map([['SOL', '1']]) }, /SOL: we hold 1.5, the venue 1/],
  ['a position that only the venue has', { theirs: new Map([...agreeing.theirs, ['BONK', '9']]) }, /BONK: we hold 0/],
])('%s is found', (_, change, found) => {
  expect(findingsOf({ ...agreeing, ...change }).join('; ')).toMatch(found);
});
