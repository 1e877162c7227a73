import { expect, test } from 'vitest';
import { mainNetRules } from '../adapter/context.ts';
import { type ExpiryCase, expiryDoubt } from './expiry.ts';

const view = (height: bigint, slot = height + 22_000_000n) => ({ height, slot });
const expired: ExpiryCase = { views: [view(1001n), view(1010n)], lastValidHeight: 1000n, ageMs: 90_000 };
const doubt = (change: Partial<ExpiryCase>) => expiryDoubt({ ...expired, ...change }, mainNetRules);

test('a swap is expired when two nodes agree that its last valid height has passed', () => {
  expect(doubt({})).toBeNull();
});

test.each([
  ['younger than ninety seconds', { ageMs: 89_999 }, /young/],
  ['of which one node only tells', { views: [view(1001n)] }, /fewer than two/],
  ['still valid where a node lags', { views: [view(1001n), view(1000n)] }, /not passed/],
  ['on whose height the nodes disagree', { views: [view(1001n), view(1502n)] }, /disagree/],
  ['past which only a slot for a height lies', { views: [view(1001n), view(1010n, 1010n)] }, /slot for its height/],
])('a swap %s is not', (_, change, reason) => {
  expect(doubt(change)).toMatch(reason);
});
