import { expect, test } from 'vitest';
import { ungroundedNumbers } from './grounding.ts';

const facts = {
  ...{ sizeUsd: 46.66, confidence: 0.83, stopPct: 0.1, costShare: 0.0062, volume1hUsd: 250_000, change24hPct: -0.0874 },
  ...{ price: '0.00002431', topic: 'is 3 % enough?', id: '01938a4f-77de-7b2e-9d11-5577aa990012' },
};

test.each([
  'It costs 46.66 USD, about $47.',
  'Confidence 0.83, or 83%, or 83 percent.',
  'The stop is 10 % away, a loss of 8.7% on the day, 8.74 per cent to be exact.',
  'That is 62 bps, or 62 basis points.',
  '250,000 USD in 1 h, $250k in the hour, $0.25m, a quarter million: 0.25 million.',
  '0.00002431 now, and 3 % was the question, over 24h.',
])('grounded: %s', (text) => {
  expect(ungroundedNumbers(text, facts)).toEqual([]);
});

test.each([
  ['Put 4666 USD into it.', ['4666']],
  ['Confidence 8300.', ['8300']],
  ['Confidence 83.', ['83']],
  ['The stop is 1000 away.', ['1000']],
  ['It is worth $47k, or 46.66 million.', ['47', '46.66']],
  ['Trades 47,000 a day.', ['47000']],
  ['Up 12.5% at 0.00002434.', ['12.5', '0.00002434']],
  ['It fell 8.7 bps.', ['8.7']],
  ['Call 5577.', ['5577']],
])('invented: %s', (text, invented) => {
  expect(ungroundedNumbers(text, facts)).toEqual(invented);
});
