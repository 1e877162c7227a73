import { BLOCK_DAYS, DRAWS, LEVEL } from '../conventions.ts';
import { ascending, mean, quantile } from '../returns/statistic.ts';
import { type Random, randomOf } from './random.ts';

/** A figure with the range that holds it in 95 of 100 draws of the same history. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** How to draw a history again. */
export interface Drawing {
  readonly seed: string;
  readonly draws?: number;
  /** Mean length of a block. */
  readonly block?: number;
}

/**
 * Places of a series drawn in blocks whose length is geometric (stationary bootstrap of Politis and Romano, 1994): what
 * follows on each other stays together, and the end is followed by the beginning.
 */
export function drawPlaces(places: Int32Array, block: number, random: Random): void {
  const { length } = places;
  let at = Math.floor(random() * length);
  for (let i = 0; i < length; i += 1) {
    places[i] = at;
    at = random() * block < 1 ? Math.floor(random() * length) : (at + 1) % length;
  }
}

/** A figure of each draw of a history, in the order in which they were drawn. */
export function drawFigures(
  values: readonly number[],
  figure: (drawn: readonly number[]) => number,
  { seed, draws = DRAWS, block = BLOCK_DAYS }: Drawing,
): readonly number[] {
  const random = randomOf(seed);
  const places = new Int32Array(values.length);
  const drawn = [...values];
  return Array.from({ length: draws }, () => {
    drawPlaces(places, block, random);
    for (let i = 0; i < places.length; i += 1) drawn[i] = values[places[i] ?? 0] ?? 0;
    return figure(drawn);
  });
}

/** The interval of a figure of a series; null where there are fewer than two values. */
export function intervalOf(
  values: readonly number[],
  figure: (drawn: readonly number[]) => number,
  drawing: Drawing,
): Interval | null {
  if (values.length < 2) return null;
  const drawn = ascending(drawFigures(values, figure, drawing).filter(Number.isFinite));
  const tail = (1 - LEVEL) / 2;
  return { estimate: figure(values), low: quantile(drawn, tail), high: quantile(drawn, 1 - tail) };
}

/**
 * The probability of a mean as high as this one if the true one were zero: share of draws of the recentred series whose
 * mean reaches it. Null with fewer than two values.
 */
export function chanceOfMean(values: readonly number[], drawing: Drawing): number | null {
  if (values.length < 2) return null;
  const found = mean(values);
  const drawn = drawFigures(values, mean, drawing);
  return (drawn.filter((one) => one - found >= found).length + 1) / (drawn.length + 1);
}

/** Two series of the same days, drawn together. */
export interface Pair {
  readonly series: readonly number[];
  readonly reference: readonly number[];
}

/** The interval of what a figure of a series has more than that of its reference; days are drawn for both at once. */
export function intervalOfDifference(
  { series, reference }: Pair,
  figure: (drawn: readonly number[]) => number,
  drawing: Drawing,
): Interval | null {
  const days = series.map((_, day) => day);
  const of = (values: readonly number[], drawn: readonly number[]) => figure(drawn.map((day) => values[day] ?? 0));
  return intervalOf(days, (drawn) => of(series, drawn) - of(reference, drawn), drawing);
}
