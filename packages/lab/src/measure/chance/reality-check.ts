import { BLOCK_DAYS, DRAWS } from '../conventions.ts';
import { mean } from '../returns/statistic.ts';
import { type Drawing, drawPlaces } from './bootstrap.ts';
import { randomOf } from './random.ts';

/** Probabilities of a best variant as good as this one if none were better than the reference. */
export interface RealityCheck {
  /** White's reality check (2000): poor variants make it harder to pass. */
  readonly white: number;
  /** Hansen's test of superior predictive ability (2005), the consistent one: poor variants do not count. */
  readonly spa: number;
}

/** A variant's daily return above its reference, and what its mean may be compared by. */
interface Rival {
  readonly excess: Float64Array;
  readonly mean: number;
  /** Deviation of the mean times √days. */
  readonly spread: number;
  /** What Hansen takes from each draw: the mean, or nothing of a variant too poor to win. */
  readonly centre: number;
}

/**
 * Asks whether the best of all variants is better than the reference by more than luck; the same days are drawn for all
 * of them. Null with fewer than three days or no variant that differs from the reference.
 */
export function checkReality(
  variants: readonly (readonly number[])[],
  reference: readonly number[],
  { seed, draws = DRAWS, block = BLOCK_DAYS }: Drawing,
): RealityCheck | null {
  const days = reference.length;
  const rivals = variants.map((returns) => rivalOf(returns, { reference, block })).filter(({ spread }) => spread > 0);
  if (days < 3 || rivals.length === 0) return null;
  const best = bestOf(rivals, (rival) => ({ white: rival.mean, spa: rival.mean / rival.spread }));
  const random = randomOf(seed);
  const places = new Int32Array(days);
  let [white, spa] = [1, 1];
  for (let draw = 0; draw < draws; draw += 1) {
    drawPlaces(places, block, random);
    const drawn = bestOf(rivals, (rival) => drawnOf(rival, places));
    if (drawn.white >= best.white) white += 1;
    if (drawn.spa >= best.spa) spa += 1;
  }
  return { white: white / (draws + 1), spa: spa / (draws + 1) };
}

function bestOf(rivals: readonly Rival[], of: (rival: Rival) => RealityCheck): RealityCheck {
  let [white, spa] = [Number.NEGATIVE_INFINITY, 0];
  for (const rival of rivals) {
    const one = of(rival);
    white = Math.max(white, one.white);
    spa = Math.max(spa, one.spa);
  }
  return { white, spa };
}

function drawnOf({ excess, mean: average, spread, centre }: Rival, places: Int32Array): RealityCheck {
  let sum = 0;
  for (let i = 0; i < places.length; i += 1) sum += excess[places[i] ?? 0] ?? 0;
  const drawn = sum / places.length;
  return { white: drawn - average, spa: (drawn - centre) / spread };
}

function rivalOf(
  returns: readonly number[],
  { reference, block }: { readonly reference: readonly number[]; readonly block: number },
): Rival {
  const excess = reference.map((value, day) => (returns[day] ?? 0) - value);
  const days = excess.length;
  const average = mean(excess);
  const spread = Math.sqrt(Math.max(0, longVariance(excess, block)));
  const poorest = -Math.sqrt(2 * Math.log(Math.log(days))) * (spread / Math.sqrt(days));
  return { excess: Float64Array.from(excess), mean: average, spread, centre: average >= poorest ? average : 0 };
}

/** The variance of √days times the mean that the bootstrap has in the limit, days that hang together counted in. */
function longVariance(values: readonly number[], block: number): number {
  const days = values.length;
  const average = mean(values);
  const together = (lag: number): number => {
    let sum = 0;
    for (let i = 0; i + lag < days; i += 1) sum += ((values[i] ?? 0) - average) * ((values[i + lag] ?? 0) - average);
    return sum / days;
  };
  const stay = 1 - 1 / block;
  let variance = together(0);
  for (let lag = 1; lag < days; lag += 1) {
    const weight = ((days - lag) / days) * stay ** lag + (lag / days) * stay ** (days - lag);
    variance += 2 * weight * together(lag);
  }
  return variance;
}
