import { expect, test } from 'vitest';
import { binsOf, type Ended, tallyOf } from './tally.ts';

const ended = (resultUsd: string, r: number | null, outcome: Ended['outcome'] = 'loss'): Ended => ({
  ...{ resultUsd, r, outcome },
  feesUsd: '0.1',
});

test('closed trades are counted, and their results added up after fees', () => {
  const tally = tallyOf([ended('-1', -1), ended('3.5', 2, 'win'), ended('0', null, 'breakeven')]);
  expect(tally).toEqual({ trades: 3, wins: 1, resultUsd: 2.5, feesUsd: expect.closeTo(0.3), meanR: 0.5 });
  expect(tallyOf([]).meanR).toBeNull();
});

test('each half R counts its results, and the ends take what lies further out', () => {
  const bins = binsOf([ended('0', -1), ended('0', -0.6), ended('0', 9), ended('0', -9), ended('0', null)]);
  const counted = bins.filter(({ count }) => count > 0);
  expect(counted).toEqual([
    { from: -3, count: 1 },
    { from: -1, count: 2 },
    { from: 2.5, count: 1 },
  ]);
});
