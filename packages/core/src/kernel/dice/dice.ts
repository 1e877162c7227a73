import { createHash } from 'node:crypto';

/** Chance as data: the same seed, decision and natural key give the same roll in every process, retry and restart. */
export interface Dice {
  readonly seed: string;
  /** A number in [0, 1). `decision` names the point in the code, `key` the thing decided about (never a random id). */
  roll(decision: string, key: string): number;
}

/** Rolls are the first 53 bits of SHA-256(seed | decision | key). */
export function seededDice(seed: string): Dice {
  return {
    seed,
    roll: (decision, key) => {
      const digest = createHash('sha256').update(`${seed}|${decision}|${key}`).digest();
      return Number(digest.readBigUInt64BE(0) >> 11n) / 2 ** 53;
    },
  };
}
