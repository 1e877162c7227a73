/** How far numbers lie from a uniform distribution (Kolmogorov and Smirnov), times √n: above 1.63 once in 100. */
export function distanceFromUniform(drawn: readonly number[]): number {
  const sorted = drawn.toSorted((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((value, i) => Math.max((i + 1) / n - value, value - i / n));
  return Math.max(...gaps) * Math.sqrt(n);
}
