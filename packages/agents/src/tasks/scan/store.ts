import { LIVE } from '@atc/core/desk/states';
import type { BaseDb, Db } from '@atc/core/kernel/db';

/** `contract|pattern` of the scanner's signals since then, refused ones included, but for those of one scan. */
export async function listRecentPatterns(
  db: Db,
  { since, but }: { readonly since: Date; readonly but: string },
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT i.contract || '|' || (s.metadata->>'pattern') AS key FROM ops_signals s
           JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.observed_at >= ${since} AND s.trust = 'trusted' AND s.metadata->>'pattern' IS NOT NULL
      AND s.metadata->>'scanId' IS DISTINCT FROM ${but}`;
  return new Set(rows.map(({ key }) => key));
}

export interface SubmittedBefore {
  readonly id: string;
  readonly status: string;
}

/** The signal that an earlier try of the same scan submitted, or null. */
export async function findSubmitted(db: Db, scanId: string, since: Date): Promise<SubmittedBefore | null> {
  const [row] = await db.$queryRaw<SubmittedBefore[]>`
    SELECT id, status::text AS status FROM ops_signals WHERE observed_at >= ${since} AND trust = 'trusted'
           AND metadata->>'scanId' = ${scanId} LIMIT 1`;
  return row ?? null;
}

/** Whether any source of a kind is connected. */
export async function hasConnectedSource(db: BaseDb, kind: string): Promise<boolean> {
  return (await db.signalSource.count({ where: { kind, connected: true }, take: 1 })) > 0;
}

/** Contracts held or being bought. */
export async function listHeld(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ contract: string }[]>`
    SELECT DISTINCT i.contract FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
           WHERE p.status IN ${LIVE}`;
  return new Set(rows.map(({ contract }) => contract));
}
