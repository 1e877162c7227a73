import { expect, test } from 'vitest';
import { diagnoseLoss, type LossFacts } from './diagnosis.ts';

const held = { name: 'trend', said: '', says: '', weightThen: 0.3, weightNow: 0.3, verdict: 'held' as const };
const facts = (changes: Partial<LossFacts['measures']> = {}, rest: Partial<LossFacts> = {}): LossFacts => ({
  measures: {
    pnlPct: -0.1,
    holdMinutes: 60,
    rMultiple: -1,
    stopPct: 0.1,
    mfePct: 0.05,
    maePct: -0.1,
    mfeR: 0.5,
    maeR: -1,
    kept: -2,
    feesPct: 0.002,
    ...changes,
  },
  compared: { reasons: [held], overruled: [], failedShare: 0 },
  stopAtrs: 2,
  ...rest,
});

const compared = (changes: Partial<LossFacts['compared']>) => ({
  compared: { reasons: [held], overruled: [], failedShare: 0, ...changes },
});

test.each([
  ['overran_stop', facts({ rMultiple: -1.6 }), '1.60'],
  ['gave_back', facts({ mfeR: 1.4 }), '1.4 R'],
  ['reasons_failed', facts({}, compared({ failedShare: 0.6 })), '60 %'],
  ['overruled', facts({}, compared({ overruled: ['a', 'b'] })), '2 of'],
  ['stop_in_noise', facts({}, { stopAtrs: 0.8 }), '0.8'],
  ['never_ran', facts({ mfeR: 0.1 }), '0.10 R'],
  ['no_reasons', facts({}, compared({ reasons: [], failedShare: null })), 'no reasons'],
  ['ordinary', facts(), 'held'],
] as const)('%s is told with its number', (cause, loss, number) => {
  const diagnosis = diagnoseLoss(loss);
  expect(diagnosis.cause).toBe(cause);
  expect(diagnosis.text).toContain(number);
});
