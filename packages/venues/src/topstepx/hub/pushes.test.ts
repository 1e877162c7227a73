import { expect, test } from 'vitest';
import { concerns, quoteOf } from './pushes.ts';

test.each([
  ['an order of ours', { id: 1, accountId: 465 }, true],
  ['an order of ours, wrapped', { action: 1, data: { id: 1, accountId: 465 } }, true],
  ['orders of ours, in a list', [{ action: 1, data: { id: 1, accountId: 465 } }], true],
  ['our account', { id: 465, name: 'x', canTrade: true }, true],
  ['an order of another account', { id: 465, accountId: 9 }, false],
  ['another account', { action: 0, data: { id: 9 } }, false],
  ['nothing', null, true],
  ['what cannot be read', 'rubbish', true],
])('%s concerns us, or not', (_, push, expected) => {
  expect(concerns(465, push)).toBe(expected);
});

const said = { lastPrice: 6000.25, volume: 5, timestamp: '2026-01-05T12:00:00+00:00', news: 1 };

test.each([
  ['bare', said],
  ['wrapped', { action: 1, data: said }],
])('a quote is read %s', (_, push) => {
  expect(quoteOf(push)).toEqual({ lastPrice: 6000.25, volume: 5, timestamp: new Date('2026-01-05T12:00:00Z') });
});

test.each([
  ['no price', { ...said, lastPrice: null }],
  ['a price of zero', { ...said, lastPrice: 0 }],
  ['a price as text', { ...said, lastPrice: '6000' }],
  ['no time', { ...said, timestamp: undefined }],
  ['nothing', null],
])('%s is no quote', (_, push) => {
  expect(quoteOf(push)).toBeNull();
});
