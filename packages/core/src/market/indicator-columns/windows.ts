/** A figure of some neighbouring values: from an index up to, and without, another. */
type Figure = (values: Float64Array, from: number, to: number) => number;

/**
 * A figure of the last so many values at each place, each reckoned anew: it does not depend on where the column began.
 * Not a number before there are so many, and where one of them is none.
 */
function overWindows(values: Float64Array, count: number, figure: Figure): Float64Array {
  const made = new Float64Array(values.length).fill(Number.NaN);
  for (let i = count - 1; i < values.length; i += 1) made[i] = figure(values, i - count + 1, i + 1);
  return made;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += values[i] ?? 0;
  return sum / (to - from);
}

function squaresOf(values: Float64Array, from: number, to: number): number {
  const mean = meanOf(values, from, to);
  let squares = 0;
  for (let i = from; i < to; i += 1) squares += ((values[i] ?? 0) - mean) ** 2;
  return squares;
}

/** The mean of the last `n` values. First after `n − 1`. */
export function smaColumn(values: Float64Array, n: number): Float64Array {
  return overWindows(values, n, meanOf);
}

/** The population deviation of the last `n` values. First after `n − 1`. */
export function deviationColumn(values: Float64Array, n: number): Float64Array {
  return overWindows(values, n, (all, from, to) => Math.sqrt(squaresOf(all, from, to) / n));
}

/** How many deviations a value lies above the mean of the last `n`; 0 where they are all the same. */
export function zscoreColumn(values: Float64Array, n: number): Float64Array {
  return overWindows(values, n, (all, from, to) => {
    const squares = squaresOf(all, from, to);
    return squares === 0 ? 0 : ((all[to - 1] ?? 0) - meanOf(all, from, to)) / Math.sqrt(squares / n);
  });
}

/** The highest of the last `n` values. First after `n − 1`. */
export function highestColumn(values: Float64Array, n: number): Float64Array {
  return extremeColumn(values, n, 1);
}

/** The lowest of the last `n` values. First after `n − 1`. */
export function lowestColumn(values: Float64Array, n: number): Float64Array {
  return extremeColumn(values, n, -1);
}

/** The window is searched again only when its extreme has left it. */
function extremeColumn(values: Float64Array, n: number, sign: 1 | -1): Float64Array {
  const made = new Float64Array(values.length).fill(Number.NaN);
  let [best, missing] = [-1, -1];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) missing = i;
    const has = best > i - n && !Number.isNaN(value);
    if (!has) best = extremeIn(values, { from: Math.max(0, i - n + 1, missing + 1), to: i + 1, sign });
    else if (sign * value >= sign * (values[best] ?? 0)) best = i;
    if (i >= n - 1 && missing <= i - n) made[i] = values[best] ?? Number.NaN;
  }
  return made;
}

interface Searched {
  readonly from: number;
  readonly to: number;
  readonly sign: 1 | -1;
}

function extremeIn(values: Float64Array, { from, to, sign }: Searched): number {
  let best = from;
  for (let i = from + 1; i < to; i += 1) if (sign * (values[i] ?? 0) >= sign * (values[best] ?? 0)) best = i;
  return best;
}
