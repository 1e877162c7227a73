import type { Trade } from './trade.ts';

/** How the trades of a source came out: what the confidence in its next signal rests on. */
export interface SourceRecord {
  readonly wins: number;
  readonly losses: number;
  readonly averagePct: number;
}

/** How trades came out, as a briefing tells it. */
export interface Tally {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly pnlUsd: number;
}

const NOTHING: Tally = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };

/** How some trades came out. */
export function tallyOf(trades: readonly Trade[]): Tally {
  return trades.reduce(
    (sum, { outcome, pnlUsd }) => ({
      trades: sum.trades + 1,
      wins: sum.wins + (outcome === 'win' ? 1 : 0),
      losses: sum.losses + (outcome === 'loss' ? 1 : 0),
      pnlUsd: sum.pnlUsd + pnlUsd,
    }),
    NOTHING,
  );
}

/** The record of a source over all of its trades. */
export function recordOfSource(trades: readonly Trade[], source: string): SourceRecord {
  const own = trades.filter((trade) => trade.source === source);
  const { wins, losses } = tallyOf(own);
  const sum = own.reduce((total, { pnlPct }) => total + pnlPct, 0);
  return { wins, losses, averagePct: own.length === 0 ? 0 : sum / own.length };
}
