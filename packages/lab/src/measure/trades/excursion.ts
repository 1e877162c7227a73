/** What the price did while a trade was open. */
export interface Excursion {
  /** Maximum adverse excursion: the lowest low below the entry price, a fraction at most 0. */
  readonly mae: number;
  /** Maximum favourable excursion: the highest high above it, a fraction at least 0. */
  readonly mfe: number;
}

/** How far prices went in a bar. */
export interface Swing {
  readonly high: number;
  readonly low: number;
}

/** How far the price went against and for an entry over the bars that closed while it was held. */
export function excursionOf(entryPrice: number, bars: readonly Swing[]): Excursion {
  let [lowest, highest] = [entryPrice, entryPrice];
  for (const { high, low } of bars) {
    lowest = Math.min(lowest, low);
    highest = Math.max(highest, high);
  }
  return { mae: lowest / entryPrice - 1, mfe: highest / entryPrice - 1 };
}
