import { LIVE } from '@atc/core/desk/states';
import { Prisma, type Reading, reading } from '@atc/core/kernel/db';

/** `contract|pattern` of the scanner's signals since then, refused ones included, but for those of one scan. */
export const recentPatterns = ({ since, but }: { readonly since: Date; readonly but: string }) =>
  reading(
    Prisma.sql`
      SELECT DISTINCT i.contract || '|' || (s.metadata->>'pattern') AS key FROM ops_signals s
             JOIN ops_instruments i ON i.id = s.instrument_id
      WHERE s.observed_at >= ${since}::timestamptz AND s.trust = 'trusted' AND s.metadata->>'pattern' IS NOT NULL
        AND s.metadata->>'scanId' IS DISTINCT FROM ${but}::text`,
    (rows: readonly { key: string }[]): ReadonlySet<string> => new Set(rows.map(({ key }) => key)),
  );

export interface SubmittedBefore {
  readonly id: string;
  readonly status: string;
}

/** The signal that an earlier try of the same scan submitted, or null. */
export const submittedBefore = (scanId: string, since: Date): Reading<SubmittedBefore | null> =>
  reading(
    Prisma.sql`
      SELECT id, status::text AS status FROM ops_signals WHERE observed_at >= ${since}::timestamptz
             AND trust = 'trusted' AND metadata->>'scanId' = ${scanId}::text LIMIT 1`,
    ([row]: readonly SubmittedBefore[]) => row ?? null,
  );

/** Whether any source of a kind is connected; true of no kind. */
export const connectedSource = (kind: string | null): Reading<boolean> =>
  reading(
    Prisma.sql`
      SELECT (${kind}::text IS NULL OR EXISTS (SELECT 1 FROM ops_signal_sources WHERE kind = ${kind}::text
        AND connected)) AS connected`,
    ([row]: readonly { connected: boolean }[]) => row?.connected === true,
  );

/** Contracts held or being bought. */
export const heldNow: Reading<ReadonlySet<string>> = reading(
  Prisma.sql`
    SELECT DISTINCT i.contract FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
           WHERE p.status IN ${LIVE}`,
  (rows: readonly { contract: string }[]) => new Set(rows.map(({ contract }) => contract)),
);
