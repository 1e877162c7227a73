import type { Forecast } from '../../desk/forecasts/index.ts';
import type { Estimate } from '../../desk/odds/index.ts';
import type { OldPrices } from '../../desk/portfolio/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';

/** What trades are scored by. */
export const scoredBy = ['company', 'agent', 'source', 'token'] as const;
export type ScoredBy = (typeof scoredBy)[number];

/** What the books say about the trades of one agent, source or token, or of all. */
export interface TradeSum {
  /** Agent, source or contract. */
  readonly key: string;
  /** What a person calls it. */
  readonly name: string;
  /** Closed ones. */
  readonly trades: number;
  readonly open: number;
  readonly wins: number;
  readonly losses: number;
  /** Results of closed trades after fees. */
  readonly pnlUsd: Decimal;
  readonly unrealizedUsd: Decimal;
  /** Paid so far, for open positions too. */
  readonly feesUsd: Decimal;
  readonly earnedUsd: Decimal;
  readonly lostUsd: Decimal;
  /** How long at least one of the positions was open, seconds of company time. */
  readonly heldSeconds: number;
  /** What was traded. */
  readonly contracts: readonly string[];
}

/**
 * Figures of a trading record. Shares and returns are fractions; null where there is nothing to compute from. Returns
 * of a day are what was earned or lost that day (UTC) over the paid-in capital; the company's own are those of its
 * equity. Sharpe and Sortino ratio are annualised with 365 days.
 */
export interface Score extends Omit<TradeSum, 'key' | 'heldSeconds' | 'contracts' | 'earnedUsd' | 'lostUsd'> {
  readonly winRate: number | null;
  /** Earned by the winners over lost by the losers. */
  readonly profitFactor: number | null;
  readonly averageWinUsd: Decimal | null;
  readonly averageLossUsd: Decimal | null;
  /** There are fewer than 20 days or 30 closed trades: there is neither Sharpe nor Sortino ratio. */
  readonly tooFew: boolean;
  readonly sharpeRatio: number | null;
  readonly sortinoRatio: number | null;
  /** The deepest fall below the highest point before it, at most 0. */
  readonly maxDrawdown: number;
  /** Share of the company's time with a position open. */
  readonly timeInMarket: number;
  /** Over the paid-in capital. */
  readonly return: number;
  /**
   * What equal parts of the capital in each traded token, bought at the start and held until now without costs, would
   * have returned.
   */
  readonly buyAndHold: number | null;
}

export type GoalState = 'met' | 'not_met' | 'not_yet';

/** What came of the buy signals of a kind of source within a day, after costs, as it was fitted on the last morning. */
export interface KindOdds {
  readonly source: string;
  readonly day: string;
  readonly settled: number;
  readonly paid: number;
  /** The share at which they would neither earn nor lose. */
  readonly needs: number;
  /** In R, with the range that holds the mean with 95 %. */
  readonly edge: Estimate;
  /** Whether a higher score pays more often, by more than chance. */
  readonly telling: boolean;
  readonly shown: 'earns' | 'loses' | null;
}

/** One of the aims that the company was started with. */
export interface Goal {
  readonly phase: 'week 1' | 'week 2' | 'week 3' | 'phase 2';
  readonly name: string;
  /** How it is measured. */
  readonly definition: string;
  readonly measured: string;
  /** `not_yet`: too little has happened to tell, or what it needs is not there. */
  readonly state: GoalState;
}

export interface Scorecard {
  readonly from: Date;
  readonly to: Date;
  readonly capitalUsd: Decimal;
  /** The prices on which the company's own figures rest, and which of them are old. */
  readonly prices: OldPrices;
  readonly company: Score;
  readonly agents: readonly Score[];
  readonly sources: readonly Score[];
  readonly tokens: readonly Score[];
  /** How well votes and confidences held against how trades ended. */
  readonly forecasts: readonly Forecast[];
  /** What came of the buy signals of each kind of source, traded or not. */
  readonly odds: readonly KindOdds[];
  readonly goals: readonly Goal[];
}
