import { expect, test } from 'vitest';
import { seededDice } from './dice.ts';

test('the same seed, decision and key give the same roll', () => {
  expect(seededDice('1').roll('rule.skip', 'a')).toBe(seededDice('1').roll('rule.skip', 'a'));
});

test('another seed, decision or key gives another roll', () => {
  const rolls = [
    seededDice('1').roll('a', 'x'),
    seededDice('2').roll('a', 'x'),
    seededDice('1').roll('b', 'x'),
    seededDice('1').roll('a', 'y'),
  ];
  expect(new Set(rolls).size).toBe(4);
});

test('10,000 rolls spread evenly: their mean is within five standard errors of a half', () => {
  const dice = seededDice('7');
  const rolls = Array.from({ length: 10_000 }, (_, i) => dice.roll('even', String(i)));
  expect(rolls.every((roll) => roll >= 0 && roll < 1)).toBe(true);
  const standardError = Math.sqrt(1 / 12 / rolls.length);
  expect(Math.abs(rolls.reduce((sum, roll) => sum + roll, 0) / rolls.length - 0.5)).toBeLessThan(5 * standardError);
});
