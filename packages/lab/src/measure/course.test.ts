import { expect, test } from 'vitest';
import { courseOf } from './course.ts';

test('a fall is measured from the highest point before it', () => {
  expect(courseOf([100, 120, 90, 150])).toEqual({ gainPct: 0.5, deepestFall: 0.25 });
});

test('what never falls has no deepest fall, and nothing is nothing', () => {
  expect(courseOf([100, 100, 110]).deepestFall).toBe(0);
  expect(courseOf([])).toEqual({ gainPct: 0, deepestFall: 0 });
});
