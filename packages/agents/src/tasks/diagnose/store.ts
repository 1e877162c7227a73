import { Prisma, type Reading, reading } from '@atc/core/kernel/db';

/** Why a position was entered, as stored. */
export interface StoredReason {
  /** What the position remembers of it. */
  readonly reason: unknown;
  /** Of the signal behind it; null without one. */
  readonly signalEvidence: unknown;
}

/** What a position remembers of its entry, and the evidence of the signal behind it. */
export const entryReason = (positionId: string): Reading<StoredReason> =>
  reading(
    Prisma.sql`
      SELECT p.reason, s.evidence AS "signalEvidence" FROM ops_positions p
        LEFT JOIN ops_trading_proposals t ON t.id = p.entry_proposal_id LEFT JOIN ops_signals s ON s.id = t.signal_id
      WHERE p.id = ${positionId}::uuid`,
    ([row]: readonly StoredReason[]) => row ?? { reason: null, signalEvidence: null },
  );
