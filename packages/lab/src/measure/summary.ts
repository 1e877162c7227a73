import type { DeskRun } from '../desk/index.ts';
import { type Course, courseOf } from './course.ts';

/** What a run of the desk came to. USD and fractions. */
export interface Summary extends Course {
  readonly equityUsd: number;
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Of the trades that won or lost; null without any. */
  readonly wonShare: number | null;
  /** Of their cost, on average; null without a trade. */
  readonly averagePct: number | null;
  readonly feesUsd: number;
  /** Positions that were still open at the end. */
  readonly open: number;
}

/** Sums a run up; equity is what it was every hour, at every close and at the end. */
export function summaryOf(run: DeskRun): Summary {
  const { trades, capitalUsd, equityUsd, feesUsd, open } = run;
  const wins = trades.filter(({ outcome }) => outcome === 'win').length;
  const losses = trades.filter(({ outcome }) => outcome === 'loss').length;
  const sum = trades.reduce((total, { pnlPct }) => total + pnlPct, 0);
  return {
    ...courseOf([capitalUsd, ...run.history.map((line) => line.equityUsd), equityUsd]),
    ...{ equityUsd, trades: trades.length, wins, losses, feesUsd, open },
    wonShare: wins + losses === 0 ? null : wins / (wins + losses),
    averagePct: trades.length === 0 ? null : sum / trades.length,
  };
}
