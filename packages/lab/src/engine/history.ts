import { type Account, earnedOf, equityOf, peakOf } from './account.ts';

/** The books at one moment. */
export interface HistoryLine {
  readonly at: number;
  readonly equityUsd: number;
  /** Since the start. */
  readonly earnedUsd: number;
}

/** The books over time: every hour and at every close. */
export interface History {
  readonly lines: readonly HistoryLine[];
  /** Writes the books of an instant down. */
  note(account: Account, at: Date): void;
  /** The last line at or before an instant, or null. */
  lastUntil(at: number): HistoryLine | null;
  /** The most that had been earned at any line since an instant, or null. */
  mostEarnedSince(at: number): number | null;
}

/** An empty history. */
export function openHistory(): History {
  const lines: HistoryLine[] = [];
  const countUntil = (at: number): number => {
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((lines[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    lines,
    note: (account, at) => {
      account.peakEquityUsd = peakOf(account);
      const [equityUsd, earnedUsd] = [equityOf(account).toNumber(), earnedOf(account).toNumber()];
      lines.push({ at: at.getTime(), equityUsd, earnedUsd });
    },
    lastUntil: (at) => lines[countUntil(at) - 1] ?? null,
    mostEarnedSince: (at) => {
      let most: number | null = null;
      for (let i = countUntil(at - 1); i < lines.length; i += 1)
        most = Math.max(most ?? Number.NEGATIVE_INFINITY, lines[i]?.earnedUsd ?? 0);
      return most;
    },
  };
}
