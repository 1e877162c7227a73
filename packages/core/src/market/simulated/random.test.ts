import { expect, test } from 'vitest';
import { normal, randomOf } from './random.ts';

const take = (key: string, count: number) => {
  const random = randomOf(key);
  return Array.from({ length: count }, random);
};

// Made with whole numbers of any size, where nothing can overflow.
test.each([
  ['', [0.6112444521859288, 0.4935242917854339, 0.7740248835179955]],
  ['a', [0.621685681398958, 0.30822347407229245, 0.36686075991019607]],
  ['seed|path|SOL|20000', [0.5085234446451068, 0.49287262838333845, 0.8865097165107727]],
])('the text "%s" gives the numbers of mulberry32 over its FNV-1a hash', (key, numbers) => {
  expect(take(key, 3)).toEqual(numbers);
});

test('two walks of the same text do not disturb each other', () => {
  const [one, other] = [randomOf('x'), randomOf('x')];
  one();
  expect([one(), one()]).toEqual([other(), other(), other()].slice(1));
});

test('a normal number is the root of -2 log of what the first leaves, by the cosine of the second', () => {
  const of = (first: number, second: number) => {
    const numbers = [first, second];
    return normal(() => numbers.shift() ?? Number.NaN);
  };
  // 1 - e^-2 leaves e^-2: a radius of 2
  expect(of(1 - Math.exp(-2), 0)).toBeCloseTo(2, 12);
  expect(of(1 - Math.exp(-2), 0.5)).toBeCloseTo(-2, 12);
  expect(of(1 - Math.exp(-2), 0.25)).toBeCloseTo(0, 12);
  expect(of(0, 0)).toBeCloseTo(0, 12);
});

test('normal numbers have a mean of 0 and a deviation of 1', () => {
  const random = randomOf('n');
  const drawn = Array.from({ length: 4000 }, () => normal(random));
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const square = drawn.reduce((sum, value) => sum + value * value, 0) / drawn.length;
  // Four times the error that so many leave.
  expect(Math.abs(mean)).toBeLessThan(0.064);
  expect(Math.abs(square - 1)).toBeLessThan(0.09);
});
