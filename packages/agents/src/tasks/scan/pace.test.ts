import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { leastStrength, type Pace, worthAnalysing } from './pace.ts';

const finding = (strength: number, signalType: Finding['signalType'] = 'buy'): Finding => ({
  ...{ contract: 'SOL_USDT', pattern: 'breakout', signalType, strength, barClosedAt: 0, numbers: {} },
});
const pace = (used: number, dayShare: number): Pace => ({ used, quota: 15, dayShare });

test('while the quota is used no faster than the day goes by, any finding is worth an analysis', () => {
  expect(leastStrength(pace(0, 0))).toBe(0);
  expect(leastStrength(pace(7, 0.5))).toBe(0);
});

test('the further ahead of the day, the stronger a finding must be, until none is strong enough', () => {
  expect(leastStrength(pace(9, 0.5))).toBeCloseTo(0.7, 9);
  expect(leastStrength(pace(15, 0.5))).toBeGreaterThan(1);
  const findings = [finding(0.6), finding(0.8)];
  expect(worthAnalysing(findings, pace(9, 0.5))).toEqual([finding(0.8)]);
  expect(worthAnalysing(findings, pace(15, 0.5))).toEqual([]);
});

test('what would be sold is always worth an analysis, as is everything where no limit can be read', () => {
  expect(worthAnalysing([finding(0.5, 'sell')], pace(15, 0))).toHaveLength(1);
  expect(worthAnalysing([finding(0.5)], null)).toHaveLength(1);
});

test('a stronger finding is never left out for a weaker one', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(unit, { minLength: 2, maxLength: 6 }), fc.nat(20), unit, (strengths, used, dayShare) => {
      const kept = worthAnalysing(
        strengths.map((strength) => finding(strength)),
        pace(used, dayShare),
      );
      if (kept.length > 0) expect(kept.map(({ strength }) => strength)).toContain(Math.max(...strengths));
    }),
  );
});
