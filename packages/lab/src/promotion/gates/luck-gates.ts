import { sayCount, sayRatio } from '@atc/core/kernel/figures';
import type { PromotionGate } from '../gate.ts';

const LEAST_DEFLATED = 0.95;
const MOST = { overfit: 0.2, spa: 0.05 };

/** Refuse the best of so many that luck explains it, judged by all that the ledger has of its family. */
export const luckGates: readonly PromotionGate[] = [
  {
    name: 'deflated',
    refusal: ({ deflated, family }) => {
      if (deflated !== null && deflated >= LEAST_DEFLATED) return null;
      const tried = sayCount(family?.trials ?? 0, 'variant');
      return `its deflated probability is ${say(deflated)} after ${tried}, at least ${LEAST_DEFLATED}`;
    },
  },
  {
    name: 'overfit',
    // Where there is one variant only, none was chosen.
    refusal: ({ family }) => {
      if (family?.variants === 1 || (family?.overfit && family.overfit.probability <= MOST.overfit)) return null;
      const found = say(family?.overfit?.probability);
      return `choosing among its family overfits with probability ${found}, at most ${MOST.overfit}`;
    },
  },
  {
    name: 'reality',
    refusal: ({ family }) =>
      family?.reality && family.reality.spa <= MOST.spa
        ? null
        : `that none of its family beats cash has p ${say(family?.reality?.spa)} (SPA), at most ${MOST.spa}`,
  },
];

const say = (value: number | null | undefined): string => (value == null ? 'unknown' : sayRatio(value));
