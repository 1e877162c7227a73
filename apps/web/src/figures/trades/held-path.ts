interface Bar {
  readonly at: string;
  readonly high: number;
  readonly low: number;
}

/** A stop that was in force from an instant on. */
export interface StopStep {
  readonly at: string;
  readonly price: number;
}

interface Holding {
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly entryPrice: string | null;
}

export interface HeldBar {
  readonly at: string;
  /** The stop as it was when the bar ended; null where there was none. */
  readonly stop: number | null;
  /** The furthest that the price had run for the entry by then, and against it. */
  readonly best: number;
  readonly worst: number;
}

/** What went on bar by bar while a trade was held: its stop, and how far the price had run either way. */
export function heldPath(
  bars: readonly Bar[],
  { openedAt, closedAt, entryPrice }: Holding,
  steps: readonly StopStep[],
): readonly HeldBar[] {
  if (openedAt === null || entryPrice === null) return [];
  const entry = Number(entryPrice);
  const [from, to] = [Date.parse(openedAt), closedAt === null ? Number.POSITIVE_INFINITY : Date.parse(closedAt)];
  const path: HeldBar[] = [];
  let [best, worst] = [entry, entry];
  for (const [i, { at, high, low }] of bars.entries()) {
    const begins = Date.parse(at);
    const ends = Date.parse(bars[i + 1]?.at ?? at);
    // The bar of the purchase counts for its stop alone: what it did before is not known.
    if (ends <= from && i + 1 < bars.length) continue;
    if (begins > to) break;
    if (begins >= from) [best, worst] = [Math.max(best, high), Math.min(worst, low)];
    const inForce = steps.filter((step) => Date.parse(step.at) < Math.max(ends, begins + 1));
    path.push({ at, stop: inForce.at(-1)?.price ?? null, best, worst });
  }
  return path;
}
