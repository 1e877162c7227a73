import { expect, test } from 'vitest';
import { listedShare, readShares, type SeenShares } from './shares.ts';

const nothing = (): SeenShares => ({ counters: new Map(), volumes: new Map() });
const share = (volume: number | null, changes: object = {}) => ({
  ...{ symbol: 'NVDA', price: '123.45', volume: volume === null ? null : String(volume), news: true },
  ...changes,
});

/** What is seen of one share, look by look: at so many seconds its counter shows so much. */
function looks(...counts: readonly (readonly [number, number])[]) {
  const seen = nothing();
  return counts.map(([seconds, volume]) => readShares(['NVDA'], { said: [share(volume)], at: seconds * 1000 }, seen));
}

test('a share has a price once it is seen to trade, and for a minute after it last was', () => {
  expect(looks([0, 100], [5, 100], [10, 160], [70, 160], [71, 160]).map((ticks) => ticks.length)).toEqual([
    0, 0, 1, 1, 0,
  ]);
});

test('what was traded is worth its price', () => {
  expect(looks([0, 100], [10, 160]).at(-1)).toEqual([
    { contract: 'NVDA', price: 123.45, at: 10_000, turnoverUsd: 60 * 123.45 },
  ]);
});

test.each([
  ['no volume, as before its first trade of the day', share(null)],
  ['no price', share(9, { price: null })],
  ['a price of zero', share(9, { price: '0' })],
  ['a price that is no number', share(9, { price: '1e' })],
  ['another share', share(9, { symbol: 'GME' })],
  ['nothing', null],
])('%s is no price', (_, entry) => {
  const seen = nothing();
  readShares(['NVDA'], { said: [share(1)], at: 0 }, seen);
  expect(readShares(['NVDA'], { said: [entry], at: 5000 }, seen)).toEqual([]);
});

test('a share is listed with the fractions that Webull sells', () => {
  expect(listedShare('NVDA', new Date(0))).toMatchObject({ contract: 'NVDA', decimals: 5, minQuantity: '0.00001' });
});
