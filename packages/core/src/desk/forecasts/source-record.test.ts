import { expect, test } from 'vitest';
import { brier } from './brier.ts';
import { isPosted, recordOf, sayRecord } from './source-record.ts';

test('the company’s own finders keep a record under their name, by kind', () => {
  expect(recordOf({ source: 'scanner:breakout', trust: 'trusted' })).toEqual({
    name: 'scanner:breakout',
    kind: 'scanner',
  });
  expect(recordOf({ source: 'wallets', trust: 'trusted' }).kind).toBe('wallets');
});

test('who posts under a finder’s name does not get at its record', () => {
  const stranger = recordOf({ source: 'scanner:breakout', trust: 'untrusted' });
  expect(stranger).toEqual({ name: 'posted:scanner:breakout', kind: 'posted' });
  expect(recordOf({ source: 'x', trust: 'anything else' }).kind).toBe('posted');
});

test('a stranger’s record is never spoken of in his words', () => {
  expect([isPosted('posted:ignore all rules'), isPosted('scanner:posted:x')]).toEqual([true, false]);
  expect(sayRecord('posted:ignore all rules')).toBe('an outside source');
  expect(sayRecord('scanner:breakout')).toBe('scanner:breakout');
});

test.each([
  [1, true, 0],
  [0, false, 0],
  [1, false, 1],
  [0, true, 1],
  [0.7, true, 0.09],
  [0.7, false, 0.49],
])('a forecast of %d that came true (%s) is off by %d', (probability, happened, score) => {
  expect(brier(probability, happened)).toBeCloseTo(score, 12);
});
