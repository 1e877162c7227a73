import { normalBelow } from '@atc/core/loop/track-records';

/** Euler's and Mascheroni's constant. */
const EULER = 0.577_215_664_901_532_9;

/** Beyond so many deviations a probability is 0 or 1 to the last digit. */
const FURTHEST = 8;

/** The value that a standard normal draw stays below with a probability: the inverse, by halving. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-FURTHEST, FURTHEST];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What the largest of so many independent standard normal draws is expected to be; 0 of one. */
export function largestOf(draws: number): number {
  if (draws <= 1) return 0;
  return (1 - EULER) * normalQuantile(1 - 1 / draws) + EULER * normalQuantile(1 - 1 / (draws * Math.E));
}
