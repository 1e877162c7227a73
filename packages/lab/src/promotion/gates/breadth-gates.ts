import { sayShare } from '@atc/core/kernel/figures';
import type { PromotionGate } from '../gate.ts';

const LEAST_NEIGHBOURS = 0.7;

/** Refuse what one token, one month or one value of a parameter carries. */
export const breadthGates: readonly PromotionGate[] = [
  {
    name: 'left_out',
    refusal: ({ trial }) => {
      const parts = trial.evidence?.leftOut ?? [];
      const weakest = parts.toSorted((a, b) => a.mean - b.mean)[0];
      if (!weakest) return 'what is left without a token or a month is not known';
      return weakest.mean > 0
        ? null
        : `without ${weakest.name} its mean day is ${sayShare(weakest.mean, 3)}, above 0 asked for`;
    },
  },
  {
    name: 'neighbours',
    refusal: ({ trial }) => {
      // What has no parameters has no neighbours.
      if (Object.keys(trial.values).length === 0) return null;
      const means = trial.evidence?.neighbours ?? [];
      if (means.length === 0) return 'what its neighbours did is not known';
      const share = means.filter((mean) => mean > 0).length / means.length;
      return share >= LEAST_NEIGHBOURS
        ? null
        : `${sayShare(share, 0)} of its neighbours earn something, at least ${sayShare(LEAST_NEIGHBOURS, 0)}`;
    },
  },
];
