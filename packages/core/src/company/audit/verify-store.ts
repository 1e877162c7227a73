import { type Db, Prisma } from '../../kernel/db/index.ts';
import type { Seal, SealedKind } from './seal.ts';
import { tables } from './store.ts';

/** Links after a number, in their order. */
export async function listSeals(db: Db, after: number, limit: number): Promise<readonly Seal[]> {
  return db.$queryRaw<Seal[]>`
    SELECT seq::int AS seq, kind, row_id AS "rowId", convert_from(canonical, 'UTF8') AS canonical, prev, hash
    FROM ops_audit_seals s WHERE s.seq > ${after} ORDER BY s.seq LIMIT ${limit}`;
}

/** A record that is not what its seal says; `now` is null when it is gone. */
export interface AlteredRecord {
  readonly seq: number;
  readonly kind: SealedKind;
  readonly rowId: string;
  readonly sealed: Readonly<Record<string, unknown>>;
  readonly now: Readonly<Record<string, unknown>> | null;
}

/** The first record of a kind, among links of these numbers, that differs from its seal in any sealed column. */
export async function findAltered(
  db: Db,
  kind: SealedKind,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<AlteredRecord | null> {
  const [row] = await db.$queryRaw<AlteredRecord[]>`
    SELECT s.seq::int AS seq, s.kind, s.row_id AS "rowId", c.sealed, to_jsonb(r) AS now
    FROM ops_audit_seals s CROSS JOIN LATERAL (SELECT convert_from(s.canonical, 'UTF8')::jsonb AS sealed) c
    LEFT JOIN ${tables[kind].table} r ON r.id = s.row_id::uuid
    WHERE s.kind = ${kind} AND s.seq BETWEEN ${from} AND ${to}
      AND c.sealed IS DISTINCT FROM (SELECT jsonb_object_agg(k, to_jsonb(r) -> k) FROM jsonb_object_keys(c.sealed) k)
    ORDER BY s.seq LIMIT 1`;
  return row ?? null;
}

/** A record that stands among the sealed ones without a seal: slipped in later, or its seal was taken out. */
export async function findSlippedIn(db: Db, kind: SealedKind): Promise<string | null> {
  const [row] = await db.$queryRaw<{ rowId: string }[]>(Prisma.sql`
    SELECT r.id::text AS "rowId" FROM ${tables[kind].table} r JOIN ops_stream_cursors c ON c.reader = ${kind}
    WHERE (r.tx, r.id) <= (c.tx, c.row_id)
      AND NOT EXISTS (SELECT 1 FROM ops_audit_seals s WHERE s.kind = ${kind} AND s.row_id = r.id::text)
    ORDER BY r.tx, r.id LIMIT 1`);
  return row?.rowId ?? null;
}

/** Whether the chain has a link with this hash. */
export async function hasSeal(db: Db, hash: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM ops_audit_seals WHERE hash = ${hash} LIMIT 1`;
  return rows.length > 0;
}
