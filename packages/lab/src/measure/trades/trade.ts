/** A closed trade as it is measured. Times are milliseconds, fractions are of the entry's cost. */
export interface MeasuredTrade {
  readonly token: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Everything bought, fees included, USD. */
  readonly costUsd: number;
  /** After fees, USD. */
  readonly pnlUsd: number;
  readonly feesUsd: number;
  /** What fills cost against the price that was seen, USD; null where it is not known. */
  readonly slippageUsd: number | null;
  /** Result after fees over the entry's cost. */
  readonly return: number;
  /** What the plan put at risk, USD; null without a stop. */
  readonly riskUsd: number | null;
  /** Farthest below and above the entry price while it was held (MAE at most 0, MFE at least 0). */
  readonly mae: number;
  readonly mfe: number;
  /** Who found it, and why it was sold. */
  readonly source: string;
  readonly reason: string;
  /** Of the signal that it began with. */
  readonly confidence: number | null;
}

/** The result as a multiple of what was risked; null without a stop. */
export function resultInR({ pnlUsd, riskUsd }: Pick<MeasuredTrade, 'pnlUsd' | 'riskUsd'>): number | null {
  return riskUsd !== null && riskUsd > 0 ? pnlUsd / riskUsd : null;
}
