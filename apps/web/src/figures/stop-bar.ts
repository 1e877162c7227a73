export interface StopFacts {
  readonly stop: string | null;
  readonly entry: string | null;
  readonly now: string | null;
  readonly target: string | null;
}

export interface StopBar {
  /** Where entry and price stand between stop (0) and target (1). */
  readonly entryAt: number;
  readonly nowAt: number;
}

// Without a target the bar reaches as far above the entry as the stop lies below it.
/** Where a price stands between its stop and its target; null where there is no stop or no price. */
export function stopBarOf({ stop, entry, now, target }: StopFacts): StopBar | null {
  if (stop === null || entry === null || now === null) return null;
  const [low, from, at] = [Number(stop), Number(entry), Number(now)];
  const high = target === null ? from + Math.abs(from - low) : Number(target);
  if (!(high > low)) return null;
  const place = (price: number) => Math.min(1, Math.max(0, (price - low) / (high - low)));
  return { entryAt: place(from), nowAt: place(at) };
}
