import type { Decimal } from '../../kernel/money/index.ts';

export interface ValuedAt {
  readonly symbol: string;
  readonly at: Date;
}

export interface Portfolio {
  readonly accountId: string;
  readonly cashUsd: Decimal;
  readonly equityUsd: Decimal;
  /** Value of everything held at its last mark. */
  readonly exposureUsd: Decimal;
  readonly startingCapitalUsd: Decimal;
  readonly transfersUsd: Decimal;
  /** Proceeds minus cost of what was sold, before fees. */
  readonly realizedPnl: Decimal;
  /** Before fees. */
  readonly unrealizedPnl: Decimal;
  readonly feesUsd: Decimal;
  /** Results of closed trades after fees. */
  readonly resultUsd: Decimal;
  /** What open trades come to so far, after the fees paid for them; both together are what equity gained. */
  readonly openResultUsd: Decimal;
  readonly peakEquityUsd: Decimal;
  /** How far equity lies below its highest point, as a fraction at least 0. */
  readonly drawdown: number;
  readonly openPositions: number;
  /** What is held, with when the price was that it is valued at; company time. */
  readonly valuedAt: readonly ValuedAt[];
  /** What equity gained since the company's day began, but for what was paid in or taken out. */
  readonly dayPnlUsd: Decimal;
  /** Among the last 200 trades that closed. */
  readonly wins: number;
  readonly losses: number;
}
