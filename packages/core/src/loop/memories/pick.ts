/** One of these, each as likely as its confidence; null of none. `roll` is a number in [0, 1). */
export function pickByConfidence<T extends { readonly confidence: number }>(
  known: readonly T[],
  roll: number,
): T | null {
  let left = roll * known.reduce((sum, { confidence }) => sum + confidence, 0);
  for (const memory of known) {
    left -= memory.confidence;
    if (left < 0) return memory;
  }
  return known.at(-1) ?? null;
}
