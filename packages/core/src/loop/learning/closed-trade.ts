import { quarterOf } from '../memories/index.ts';

/** A closed trade as learning looks at it. */
export interface ClosedTrade {
  readonly tradeId: string;
  readonly symbol: string;
  /** Net, a fraction of the cost. */
  readonly pnlPct: number;
  readonly pnlUsd: number;
  readonly outcome: 'win' | 'loss' | 'breakeven';
  readonly exitReason: string;
  readonly holdHours: number;
  /** Hour of the company's day at which it was opened. */
  readonly openHour: number;
  /** The record that its signal's source keeps. */
  readonly source: string | null;
  /** What spoke for it most. */
  readonly indicator: string | null;
  /** What its first stop would have lost, a fraction below zero. */
  readonly stopPct: number | null;
}

/**
 * What somebody wanted of a trade: to be in it, out of it, to stay in it, or what was said of the book while it was
 * held.
 */
export type Wanted = 'in' | 'out' | 'hold' | 'warned' | 'calm';

/** A proposal that led to a trade, or that looked at it while it was held. */
export interface Influence {
  readonly proposalId: string;
  readonly wanted: Wanted;
  /** Where the trade stood when it was looked at, a fraction of its cost. */
  readonly stoodAtPct: number | null;
}

/** What trades are told apart by. */
export const dimensions = ['source', 'hold', 'hour', 'indicator', 'token'] as const;
export type Dimension = (typeof dimensions)[number];

const holds = [
  { value: 'under an hour', below: 1 },
  { value: '1 to 4 hours', below: 4 },
  { value: '4 to 12 hours', below: 12 },
  { value: '12 to 24 hours', below: 24 },
  { value: 'over a day', below: Number.POSITIVE_INFINITY },
] as const;

/** The group that a trade is in along a dimension; null where nothing is known. */
export function groupOf(trade: ClosedTrade, dimension: Dimension): string | null {
  if (dimension === 'source') return trade.source;
  if (dimension === 'indicator') return trade.indicator;
  if (dimension === 'hour') return quarterOf(trade.openHour);
  if (dimension === 'token') return trade.symbol;
  return holds.find(({ below }) => trade.holdHours < below)?.value ?? null;
}
