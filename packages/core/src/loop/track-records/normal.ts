/** Beyond so many deviations a probability is 0 or 1 to the last digit. */
const FURTHEST = 8;

/** The probability that a standard normal draw is at most `x` (series of Marsaglia, 2004), to 1e-15. */
export function normalBelow(x: number): number {
  if (Math.abs(x) > FURTHEST) return x > 0 ? 1 : 0;
  let [term, sum, before] = [x, x, 0];
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum;
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
