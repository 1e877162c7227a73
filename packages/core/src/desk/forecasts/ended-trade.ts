import type { Rows } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';

/** How a trade ended, for those who foresaw it. */
export interface EndedTrade {
  readonly id: string;
  readonly entryProposalId: string;
  /** What its signal was rated when it was bought on; null without one. */
  readonly confidence: number | null;
  readonly outcome: Rows.OutcomeType;
  readonly pnl: Decimal;
  readonly pnlPct: number;
}
