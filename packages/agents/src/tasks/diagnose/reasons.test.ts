import { expect, test } from 'vitest';
import { compareReasons, type Reason } from './reasons.ts';

const reason = (name: string, weight: number | null): Reason => ({ name, value: 1, weight, text: `${name} says so` });

test.each([
  ['held', 0.3],
  ['weakened', 0.1],
  ['failed', -0.2],
  ['failed', 0],
] as const)('a reason of 0.4 has %s at %d', (verdict, now) => {
  expect(compareReasons([reason('trend', 0.4)], [reason('trend', now)]).reasons).toMatchObject([{ verdict }]);
});

test('a reason that cannot be read again is unknown and counts for nothing', () => {
  const { reasons, failedShare } = compareReasons([reason('record', 0.4)], []);
  expect(reasons).toMatchObject([{ verdict: 'unknown', says: null }]);
  expect(failedShare).toBeNull();
});

test('what failed is a share of the weight, the heaviest first, and what spoke against it is named', () => {
  const then = [
    reason('volume', 0.1),
    reason('trend', 0.3),
    reason('rsi', -0.2),
    reason('noise', 0.01),
    reason('told', null),
  ];
  const now = [reason('volume', 0.1), reason('trend', -0.3)];
  const compared = compareReasons(then, now);
  expect(compared.reasons.map(({ name }) => name)).toEqual(['trend', 'volume']);
  expect(compared.failedShare).toBeCloseTo(0.75);
  expect(compared.overruled).toEqual(['rsi says so']);
});
