/** The arithmetic mean; not a number of nothing. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The sample deviation (ddof 1); not a number of fewer than two values. */
export function deviation(values: readonly number[]): number {
  const average = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - average) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** Whether values differ by more than the rounding of their last digit. */
export function varies(values: readonly number[]): boolean {
  return values.length > 1 && deviation(values) > Math.abs(mean(values)) * 1e-12;
}

export interface Shape {
  /** Third standardised moment; 0 of a normal distribution. */
  readonly skew: number;
  /** Fourth standardised moment; 3 of a normal distribution. */
  readonly kurtosis: number;
}

/** How lopsided values are and how heavy their tails, by the moments of the population. */
export function shapeOf(values: readonly number[]): Shape {
  const average = mean(values);
  const [second, third, fourth] = [2, 3, 4].map((power) => mean(values.map((value) => (value - average) ** power)));
  const spread = second ?? 0;
  return { skew: (third ?? 0) / spread ** 1.5, kurtosis: (fourth ?? 0) / spread ** 2 };
}

/** The value below which a share of ascending values lies, between neighbours by their distance. */
export function quantile(ascending: readonly number[], share: number): number {
  const at = (ascending.length - 1) * share;
  const below = ascending[Math.floor(at)] ?? Number.NaN;
  const above = ascending[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** The values in ascending order, in a list of their own. */
export function ascending(values: readonly number[]): readonly number[] {
  return Array.from(Float64Array.from(values).sort());
}

/** How closely two series move together, between −1 and 1; 0 where one of them does not move. */
export function correlationOf(left: readonly number[], right: readonly number[]): number {
  const [atLeft, atRight] = [mean(left), mean(right)];
  let [both, ofLeft, ofRight] = [0, 0, 0];
  left.forEach((value, i) => {
    const [a, b] = [value - atLeft, (right[i] ?? 0) - atRight];
    both += a * b;
    ofLeft += a * a;
    ofRight += b * b;
  });
  return ofLeft > 0 && ofRight > 0 ? both / Math.sqrt(ofLeft * ofRight) : 0;
}
