import { sayShare } from '@atc/core/kernel/figures';
import { type Interval, intervalOf } from '../chance/bootstrap.ts';
import { intervalByDay } from '../chance/clusters.ts';
import { DAY_MS, EVENT_BLOCK_DAYS } from '../conventions.ts';
import { deviation, mean } from '../returns/statistic.ts';

/** A forecast that was made at an instant, what was known then, and what came of it. */
export interface Foretold {
  readonly at: number;
  /** The odds that it was given, 0 to 1. */
  readonly probability: number;
  /** The share that paid of those that were known then. */
  readonly base: number;
  readonly paid: boolean;
}

/** Forecasts of about the same odds. */
export interface ReliabilityStep {
  readonly name: string;
  readonly forecasts: number;
  readonly probability: number;
  /** The share that paid. */
  readonly paid: number;
  /** That share less the odds. */
  readonly excess: Interval | null;
}

/** How well odds held. */
export interface Reliability {
  readonly forecasts: number;
  /** Mean of (odds − what came)²; 0 is perfect, and that of the base rate known then beside it. */
  readonly brier: number;
  readonly brierOfBase: number;
  /** The base rate's less the odds': above zero the odds knew more. */
  readonly skill: Interval | null;
  /** By how much more the share that paid rises than the odds do: 1 is right. Null where all odds are about one. */
  readonly slope: Interval | null;
  readonly steps: readonly ReliabilityStep[];
}

const STEPS = 20;
/** Odds that differ by less are one. */
const LEAST_DEVIATION = 0.005;

/** How well odds held; null of none. Days are drawn whole, three together. */
export function reliabilityOf(foretold: readonly Foretold[], seed: string): Reliability | null {
  if (foretold.length === 0) return null;
  const off = (chance: number, { paid }: Foretold) => (chance - (paid ? 1 : 0)) ** 2;
  const skill = foretold.map((one) => ({ at: one.at, value: off(one.base, one) - off(one.probability, one) }));
  const groups = Map.groupBy(foretold, ({ probability }) =>
    Math.min(STEPS - 1, Math.floor(probability * STEPS + 1e-9)),
  );
  return {
    forecasts: foretold.length,
    brier: mean(foretold.map((one) => off(one.probability, one))),
    brierOfBase: mean(foretold.map((one) => off(one.base, one))),
    skill: intervalByDay(skill, { seed }),
    slope: slopeOf(foretold, seed),
    steps: [...groups].sort(([a], [b]) => a - b).map(([step, inside]) => stepOf(step, inside, seed)),
  };
}

function stepOf(step: number, inside: readonly Foretold[], seed: string): ReliabilityStep {
  const excess = inside.map(({ at, paid, probability }) => ({ at, value: (paid ? 1 : 0) - probability }));
  return {
    name: `${sayShare(step / STEPS, 0)} – ${sayShare((step + 1) / STEPS, 0)}`,
    forecasts: inside.length,
    probability: mean(inside.map(({ probability }) => probability)),
    paid: inside.filter(({ paid }) => paid).length / inside.length,
    excess: intervalByDay(excess, { seed: `${seed}|${step}` }),
  };
}

interface Sums {
  readonly n: number;
  readonly p: number;
  readonly y: number;
  readonly pp: number;
  readonly py: number;
}

/** Least squares of what came on the odds, days drawn whole. */
function slopeOf(foretold: readonly Foretold[], seed: string): Interval | null {
  if (deviation(foretold.map(({ probability }) => probability)) < LEAST_DEVIATION) return null;
  const days = [...Map.groupBy(foretold, ({ at }) => Math.floor(at / DAY_MS))]
    .sort(([a], [b]) => a - b)
    .map(([, inside]) => sumsOf(inside));
  const places = days.map((_, place) => place);
  const slope = (drawn: readonly number[]): number => {
    const all = drawn.reduce((sum, place) => add(sum, days[place] ?? NONE), NONE);
    return (all.n * all.py - all.p * all.y) / (all.n * all.pp - all.p * all.p);
  };
  return intervalOf(places, slope, { seed: `${seed}|slope`, block: EVENT_BLOCK_DAYS });
}

const NONE: Sums = { n: 0, p: 0, y: 0, pp: 0, py: 0 };
const add = (a: Sums, b: Sums): Sums => ({
  n: a.n + b.n,
  p: a.p + b.p,
  y: a.y + b.y,
  pp: a.pp + b.pp,
  py: a.py + b.py,
});

function sumsOf(inside: readonly Foretold[]): Sums {
  return inside
    .map(({ probability: p, paid }) => ({ n: 1, p, y: paid ? 1 : 0, pp: p * p, py: paid ? p : 0 }))
    .reduce(add, NONE);
}
