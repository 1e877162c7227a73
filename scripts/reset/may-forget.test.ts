import { expect, test } from 'vitest';
import { whatIsForgotten, whyNotForget } from './may-forget.ts';

const paper = { real: false, held: ['BONK'], trades: 3 };
const facts = { folder: '/desk', holding: paper, meansReal: false };

test('paper money may be forgotten, with what it holds', () => {
  expect(whyNotForget(facts)).toBeNull();
  expect(whatIsForgotten(facts)).toBe(
    'a company of paper money with 3 closed trades, positions in BONK and all memories',
  );
});

test('real money that is held is not forgotten', () => {
  expect(whyNotForget({ ...facts, holding: { ...paper, real: true } })).toMatch(
    /REAL MONEY in BONK.*nothing was deleted/,
  );
});

test('real money that is sold may be forgotten, and is named', () => {
  const sold = { ...facts, holding: { real: true, held: [], trades: 9 } };
  expect(whyNotForget(sold)).toBeNull();
  expect(whatIsForgotten(sold)).toContain('REAL MONEY with 9 closed trades');
});

test('what cannot be read is forgotten only where no real money is meant', () => {
  expect(whyNotForget({ ...facts, holding: null })).toBeNull();
  expect(whyNotForget({ ...facts, holding: null, meansReal: true })).toMatch(/cannot be read/);
});
