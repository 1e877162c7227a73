import { expect, test } from 'vitest';
import { rolled } from './rolled.ts';

const known = [
  { contract: 'MES.U26', symbol: 'MES' },
  { contract: 'MNQ.U26', symbol: 'MNQ' },
];
const december = [
  { contract: 'MES.Z26', symbol: 'MES' },
  { contract: 'MCL.Z26', symbol: 'MCL' },
];

test('a month that has rolled is succeeded by the one that is traded now; what nobody may trade is not added', () => {
  expect(rolled(['MES.U26', 'MNQ.U26'], known, december)).toEqual(['MES.Z26', 'MNQ.U26']);
});

test('a month that is there already is there once', () => {
  expect(rolled(['MES.U26', 'MES.Z26'], known, december)).toEqual(['MES.Z26']);
});

test('a month that is listed by its own name, to be sold, is succeeded all the same', () => {
  expect(rolled(['MES.U26'], known, [...december, { contract: 'MES.U26', symbol: 'MES.U26' }])).toEqual(['MES.Z26']);
});

test('what goes by its own name stays', () => {
  const shares = [{ contract: 'NVDA', symbol: 'NVDA' }];
  expect(rolled(['NVDA'], shares, shares)).toBeNull();
});

test('a universe that its market lists stays as it is', () => {
  expect(rolled(['MES.Z26'], known, december)).toBeNull();
  expect(rolled([], known, december)).toBeNull();
});
