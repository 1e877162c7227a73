/** A trade that has ended. Prices, quantities and USD as numbers, fractions of its cost. */
export interface Trade {
  readonly id: string;
  readonly contract: string;
  readonly symbol: string;
  /** The finder whose signal it acted on. */
  readonly source: string | null;
  readonly confidence: number | null;
  readonly openedAt: Date;
  readonly closedAt: Date;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly quantity: number;
  readonly entryCostUsd: number;
  readonly feesUsd: number;
  /** What its fills cost against the middle price. */
  readonly slippageUsd: number;
  /** What its first stop put at risk; null without one below its price. */
  readonly riskUsd: number | null;
  /** Net of fees. */
  readonly pnlUsd: number;
  readonly pnlPct: number;
  readonly outcome: 'win' | 'loss' | 'breakeven';
  readonly reason: string;
}
