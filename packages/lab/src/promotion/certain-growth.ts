import { type Drawing, drawFigures } from '../measure/index.ts';

/** What a unit of variance costs in growth that is certain. */
const AVERSION = 1.5;

/** Certainty-equivalent growth of a day: mean less 1.5 times the variance. */
export function certainGrowth(returns: readonly number[]): number {
  let [sum, squares] = [0, 0];
  for (const value of returns) {
    sum += value;
    squares += value * value;
  }
  const average = sum / returns.length;
  return average - AVERSION * (squares / returns.length - average * average);
}

/** The share of draws in which a series has more certain growth than its reference; days are drawn for both at once. */
export function certainShare(
  { series, reference }: { readonly series: readonly number[]; readonly reference: readonly number[] },
  drawing: Drawing,
): number {
  const days = series.map((_, day) => day);
  const of = (values: readonly number[], drawn: readonly number[]) =>
    certainGrowth(drawn.map((day) => values[day] ?? 0));
  const gains = drawFigures(days, (drawn) => of(series, drawn) - of(reference, drawn), drawing);
  return gains.filter((gain) => gain > 0).length / Math.max(1, gains.length);
}
