import { createHash } from 'node:crypto';

/** Numbers in [0, 1), one after the other. */
export type Random = () => number;

/**
 * The stream of numbers that belongs to a seed (sfc32, its state the SHA-256 of the seed): the same on every machine.
 * For the millions of draws of a bootstrap; what is decided once is rolled by dice.
 */
export function randomOf(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let [a, b, c, counter] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** A draw from the standard normal distribution (Box and Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
