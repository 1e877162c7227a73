import type { EquityPoint } from '../../measure/index.ts';

/** A trade that has ended. Times are milliseconds, fractions are of the entry's cost. */
export interface StrategyTrade {
  readonly symbol: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly quantity: number;
  readonly costUsd: number;
  readonly pnlUsd: number;
  readonly feesUsd: number;
  readonly slippageUsd: number;
  readonly return: number;
  /** What its stop put at risk; null without one. */
  readonly riskUsd: number | null;
  readonly reason: ExitReason;
}

export type ExitReason = 'stop_loss' | 'trailing_stop' | 'take_profit' | 'hours' | 'rule';

/** Why something that the rules wanted was not bought. */
export type Refusal = 'positions' | 'entries_per_day' | 'rest' | 'no_plan' | 'no_cash' | 'no_volume';

/** What came of a run. */
export interface StrategyRun {
  readonly capitalUsd: number;
  readonly equityUsd: number;
  readonly feesUsd: number;
  /** At the start, and at the end of each day. */
  readonly equity: readonly EquityPoint[];
  readonly trades: readonly StrategyTrade[];
  /** Positions that were open at the end. */
  readonly held: readonly Pick<StrategyTrade, 'symbol' | 'openedAt'>[];
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
}
