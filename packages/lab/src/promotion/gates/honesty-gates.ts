import { sayCount, sayShare } from '@atc/core/kernel/figures';
import { type Trial, variantOf } from '@atc/core/loop/strategies/trials';
import { mean } from '../../measure/index.ts';
import { isKin } from '../../trials/index.ts';
import type { Measured } from '../case.ts';
import type { PromotionGate } from '../gate.ts';

/** Refuse what a check caught, and what nobody looked at in the holdout, looked at twice, or lost there. */
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
      const looks = looksAtHoldout(of);
      const [look] = looks;
      if (!look) return 'the holdout was not looked at';
      if (looks.length > 1) return `the holdout was looked at ${sayCount(looks.length, 'time')}, once asked for`;
      if (variantOf(look) !== variantOf(of.trial)) return 'the holdout was looked at for another variant';
      if (look.lookedAt < of.trial.lookedAt) return 'the holdout was looked at before the choice';
      const found = mean(look.returns);
      return found >= 0 ? null : `its mean day in the holdout is ${sayShare(found, 3)}, at least 0`;
    },
  },
];

const looksAtHoldout = ({ ledger, trial }: Measured): readonly Trial[] =>
  ledger.filter((one) => one.split === 'holdout' && isKin(one, trial) && one.recording === trial.recording);
