/** How a running average weighs and when it is told. */
interface Smoothing {
  /** Values whose plain mean it starts from. */
  readonly seed: number;
  /** Share of each later value. */
  readonly weight: number;
  /** Values that it has seen before the first that is told: until then it hangs on where the column began. */
  readonly settled: number;
}

/** A running average. A value that is missing begins it anew. */
function smoothedColumn(values: Float64Array, { seed, weight, settled }: Smoothing): Float64Array {
  const made = new Float64Array(values.length).fill(Number.NaN);
  let [seen, average] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      seen = 0;
      continue;
    }
    seen += 1;
    if (seen <= seed) average += (value - average) / seen;
    else average += (value - average) * weight;
    if (seen > settled) made[i] = average;
  }
  return made;
}

/** So many lengths of its memory later a start has faded to `e⁻⁸`, a three-thousandth of what it was off by. */
const MEMORIES = 8;

/** Bars before the first exponential average of `n`: its memory is half of `n` long. */
export const emaWarmUp = (n: number): number => (MEMORIES / 2) * n;
/** Bars before the first of Wilder's averages of `n`. */
export const wilderWarmUp = (n: number): number => MEMORIES * n;

/** The exponential average of `n` values, begun with the first; told after `4 n`, or after as many as are asked for. */
export function emaColumn(values: Float64Array, n: number, settled = emaWarmUp(n)): Float64Array {
  return smoothedColumn(values, { seed: 1, weight: 2 / (n + 1), settled });
}

/** Wilder's average of `n` values, begun with their mean; told after `8 n`, or after as many as are asked for. */
export function wilderColumn(values: Float64Array, n: number, settled = wilderWarmUp(n)): Float64Array {
  return smoothedColumn(values, { seed: n, weight: 1 / n, settled });
}
