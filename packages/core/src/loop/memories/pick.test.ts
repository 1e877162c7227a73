import { expect, test } from 'vitest';
import { pickByConfidence } from './pick.ts';

const known = [
  { name: 'a', confidence: 0.1 },
  { name: 'b', confidence: 0.3 },
  { name: 'c', confidence: 0.1 },
];
const picked = (roll: number) => pickByConfidence(known, roll)?.name;

test('a memory is picked as likely as it is believed', () => {
  expect([0, 0.19, 0.21, 0.5, 0.79, 0.81, 0.999].map(picked)).toEqual(['a', 'a', 'b', 'b', 'b', 'c', 'c']);
});

test('the share of each over evenly spread rolls is its confidence', () => {
  const rolls = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
  const share = (name: string) => rolls.filter((roll) => picked(roll) === name).length / 1000;
  expect(['a', 'b', 'c'].map(share)).toEqual([0.2, 0.6, 0.2]);
});

test('of memories that nobody believes the last is picked, of none none', () => {
  const doubted = known.map(({ name }) => ({ name, confidence: 0 }));
  expect(pickByConfidence(doubted, 0.5)?.name).toBe('c');
  expect(pickByConfidence([], 0.5)).toBeNull();
});
