import type { Parameter, Values } from '@atc/core/desk/strategies';

type Parameters = Readonly<Record<string, Parameter>>;

/** Values are whole multiples of this, so that steps of a tenth add up to what a person would write. */
const GRAIN = 1e9;

/** How many variants the parameters have: each of its values with each of the others. */
export function countVariants(parameters: Parameters): number {
  return Object.values(parameters).reduce((count, parameter) => count * stepsOf(parameter), 1);
}

/** Every variant, the last parameter changing first. Its place in the list is its number. */
export function variantsOf(parameters: Parameters): readonly Values[] {
  return Object.entries(parameters).reduce<readonly Values[]>(
    (all, [name, parameter]) =>
      all.flatMap((before) => stepValues(parameter).map((value) => ({ ...before, [name]: value }))),
    [{}],
  );
}

// A hair more, so that a step that divides the bounds but for rounding reaches the last of them.
const stepsOf = ({ from, to, step }: Parameter): number => Math.floor((to - from) / step + 1e-9) + 1;

function stepValues(parameter: Parameter): readonly number[] {
  const { from, step } = parameter;
  return Array.from({ length: stepsOf(parameter) }, (_, i) => Math.round((from + i * step) * GRAIN) / GRAIN);
}

/** Numbers of the variants that differ by one step in one parameter. */
export function neighboursOf(parameters: Parameters, number: number): readonly number[] {
  const sizes = Object.values(parameters).map(stepsOf);
  return sizes.flatMap((size, i) => {
    const stride = sizes.slice(i + 1).reduce((product, one) => product * one, 1);
    const place = Math.floor(number / stride) % size;
    return [place > 0 ? number - stride : null, place < size - 1 ? number + stride : null].filter(
      (one) => one !== null,
    );
  });
}
