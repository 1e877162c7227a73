import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confidenceAfter, PROMOTION } from './scoring.ts';

test('a memory that nobody used is believed as before', () => {
  expect(confidenceAfter({ prior: 0.7, scored: 0, helped: 0 })).toBeCloseTo(0.7, 12);
});

test('the first confidence counts like eight uses', () => {
  // (0.7 x 8 + 3) / 11 and (0.7 x 8) / 12
  expect(confidenceAfter({ prior: 0.7, scored: 3, helped: 3 })).toBeCloseTo(8.6 / 11, 12);
  expect(confidenceAfter({ prior: 0.7, scored: 4, helped: 0 })).toBeCloseTo(5.6 / 12, 12);
});

test('more help never lowers it, and it stays a confidence', () => {
  const uses = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), uses, uses, (prior, helped, failed) => {
      const scored = helped + failed + 1;
      const less = confidenceAfter({ prior, scored, helped });
      const more = confidenceAfter({ prior, scored, helped: helped + 1 });
      expect(less >= 0 && less < more && more <= 1).toBe(true);
    }),
  );
});

test('three uses and three quarters of confidence keep a memory for good', () => {
  expect(PROMOTION).toEqual({ confidence: 0.75, scoredUses: 3 });
});
