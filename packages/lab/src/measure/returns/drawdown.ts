/** A fall below the highest point before it. Days count from the first return, the start being day 0. */
export interface Drawdown {
  /** A fraction at most 0. */
  readonly depth: number;
  /** Days from the high to where it was reached again, or to the end. */
  readonly days: number;
  readonly from: number;
  readonly lowest: number;
  /** Null while it has not been made good. */
  readonly recovered: number | null;
}

/** How far each day's end lies below the highest point so far, at most 0; the start counts as a high. */
export function underwater(returns: readonly number[]): readonly number[] {
  let value = 1;
  let peak = 1;
  return returns.map((change) => {
    value *= 1 + change;
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
}

/** Every fall and what became of it, in order of time. */
export function drawdowns(returns: readonly number[]): readonly Drawdown[] {
  const found: Drawdown[] = [];
  let fall: Drawdown | null = null;
  underwater(returns).forEach((depth, i) => {
    const day = i + 1;
    if (depth < 0) fall = deepened(fall ?? { depth: 0, days: 0, from: i, lowest: i, recovered: null }, { depth, day });
    else if (fall) {
      found.push({ ...fall, days: day - fall.from, recovered: day });
      fall = null;
    }
  });
  return fall ? [...found, fall] : found;
}

function deepened(fall: Drawdown, { depth, day }: { readonly depth: number; readonly day: number }): Drawdown {
  const days = day - fall.from;
  return depth < fall.depth ? { ...fall, depth, days, lowest: day } : { ...fall, days };
}

/** The longest time below a high, days. */
export function longestDrawdown(returns: readonly number[]): number {
  return drawdowns(returns).reduce((longest, { days }) => Math.max(longest, days), 0);
}
