import { type Db, Prisma } from '../../kernel/db/index.ts';
import { type AuditHead, type Seal, type SealedKind, type SealedRecord, sealedKinds } from './seal.ts';

interface SealedTable {
  readonly table: Prisma.Sql;
  /** Columns that are no part of the record: bookkeeping, and what is filled in later. */
  readonly leaves: readonly string[];
}

/** Where the records of each kind are. */
export const tables = {
  event: { table: Prisma.sql`ops_agent_events`, leaves: ['tx'] },
  verdict: { table: Prisma.sql`ops_gate_verdicts`, leaves: ['tx'] },
  vote: { table: Prisma.sql`ops_votes`, leaves: ['tx', 'brier'] },
  order_transition: { table: Prisma.sql`ops_order_transitions`, leaves: ['tx'] },
  fill: { table: Prisma.sql`ops_fills`, leaves: ['tx'] },
  ledger_entry: { table: Prisma.sql`ops_ledger`, leaves: ['tx'] },
  policy_version: { table: Prisma.sql`ops_policy_history`, leaves: ['tx'] },
  strategy_trial: { table: Prisma.sql`ops_strategy_trials`, leaves: ['tx'] },
} as const satisfies Record<SealedKind, SealedTable>;

/**
 * Takes the sealer's place until the transaction ends; false when another process has it. Times are read in UTC from
 * here on.
 */
export async function takeSealer(tx: Db): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ taken: boolean; zone: string }]>`
    SELECT pg_try_advisory_xact_lock(hashtext('audit sealer')) AS taken, set_config('TimeZone', 'UTC', true) AS zone`;
  return row.taken;
}

/** Reads times in UTC until the transaction ends, as the sealer did. */
export async function readInUtc(tx: Db): Promise<void> {
  await tx.$queryRaw`SELECT set_config('TimeZone', 'UTC', true)`;
}

/** The last link, or null when nothing was sealed yet. */
export async function findHead(db: Db): Promise<(AuditHead & { readonly sealedAt: Date }) | null> {
  const [row] = await db.$queryRaw<{ seq: number; hash: string; sealedAt: Date }[]>`
    SELECT seq::int AS seq, hash, sealed_at AS "sealedAt" FROM ops_audit_seals ORDER BY ops_audit_seals.seq DESC
           LIMIT 1`;
  return row ?? null;
}

export interface Unsealed extends SealedRecord {
  readonly tx: string;
}

/** A place in the commit order of one kind's rows. */
interface Place {
  readonly tx: string;
  readonly rowId: string;
}

const BEGINNING: Place = { tx: '0', rowId: '00000000-0000-0000-0000-000000000000' };

async function listPlaces(db: Db): Promise<(kind: SealedKind) => Place> {
  const rows = await db.$queryRaw<(Place & { kind: string })[]>`
    SELECT reader AS kind, tx::text AS tx, row_id::text AS "rowId" FROM ops_stream_cursors
           WHERE reader = ANY(${sealedKinds}::text[])`;
  const places = new Map(rows.map((row) => [row.kind, row]));
  return (kind) => places.get(kind) ?? BEGINNING;
}

/**
 * The next records without a seal, at most so many of each kind, in commit order. A row that an older transaction could
 * still precede is left for later, so that none is ever passed over.
 */
export async function listUnsealed(db: Db, limit: number): Promise<readonly Unsealed[]> {
  const placeOf = await listPlaces(db);
  const lists = sealedKinds.map((kind) => {
    const { tx, rowId } = placeOf(kind);
    const { table, leaves } = tables[kind];
    return Prisma.sql`(SELECT ${kind} AS kind, r.id::text AS "rowId", r.tx::text AS tx,
        (to_jsonb(r) - ${leaves}::text[])::text AS canonical
      FROM ${table} r WHERE (r.tx, r.id) > (${tx}::xid8, ${rowId}::uuid)
        AND r.tx < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY r.tx, r.id LIMIT ${limit})`;
  });
  return db.$queryRaw<
    Unsealed[]
  >`SELECT * FROM (${Prisma.join(lists, ' UNION ALL ')}) u ORDER BY u.tx::numeric, u."rowId"`;
}

/** How many records wait for their seal, counted up to a limit of each kind. */
export async function countUnsealed(db: Db, limit: number): Promise<number> {
  return (await listUnsealed(db, limit)).length;
}

/** Appends links to the chain; the database refuses a second one for a record, a number or a predecessor. */
export async function insertSeals(db: Db, seals: readonly Seal[]): Promise<void> {
  const column = <K extends keyof Seal>(name: K) => seals.map((seal) => seal[name]);
  await db.$executeRaw`
    INSERT INTO ops_audit_seals (seq, kind, row_id, canonical, prev, hash)
    SELECT seq, kind, row_id, convert_to(canonical, 'UTF8'), prev, hash
    FROM unnest(${column('seq')}::bigint[], ${column('kind')}::text[], ${column('rowId')}::text[],
                ${column('canonical')}::text[],
                ${column('prev')}::text[], ${column('hash')}::text[]) AS s (seq, kind, row_id, canonical, prev, hash)`;
}

/** Notes up to where each kind is sealed. */
export async function saveCursors(db: Db, last: readonly Unsealed[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_stream_cursors (reader, tx, row_id)
    SELECT kind, tx::xid8, row_id::uuid
    FROM unnest(${last.map(({ kind }) => kind)}::text[], ${last.map(({ tx }) => tx)}::text[],
      ${last.map(({ rowId }) => rowId)}::text[]) AS c (kind, tx, row_id)
    ON CONFLICT (reader) DO UPDATE SET tx = EXCLUDED.tx, row_id = EXCLUDED.row_id`;
}
