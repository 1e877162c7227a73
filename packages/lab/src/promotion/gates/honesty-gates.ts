import { sayShare } from '@atc/core/kernel/figures';
import { mean } from '../../measure/index.ts';
import type { PromotionGate } from '../gate.ts';
import { holdoutFault, looksAtHoldout } from '../holdout-fault.ts';

/** Refuse what a check caught, and what nobody looked at in the holdout, saw before, or lost there. */
export const honestyGates: readonly PromotionGate[] = [
  {
    name: 'checks',
    refusal: ({ trial }) => {
      const checks = trial.evidence?.checks ?? [];
      const failed = checks.find(({ passed }) => !passed);
      if (checks.length === 0) return 'no check was made';
      return failed ? `the check ${failed.name} failed: ${failed.found}` : null;
    },
  },
  {
    name: 'holdout',
    refusal: (of) => {
      const fault = holdoutFault(of);
      if (fault) return fault;
      const [look] = looksAtHoldout(of);
      if (!look) return 'the holdout was not looked at: that comes when all else has passed';
      const found = mean(look.returns);
      return found >= 0 ? null : `its mean day in the holdout is ${sayShare(found, 3)}, at least 0`;
    },
  },
];
