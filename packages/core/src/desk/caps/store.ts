import { type Db, newId } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { LIVE } from '../states/index.ts';
import type { CapTake } from './cap.ts';

export interface CapState {
  readonly key: string;
  readonly used: Decimal;
  readonly fits: boolean;
}

/** What a proposal wants of every limit, at a moment of company time. */
export interface Taking {
  readonly proposalId: string;
  readonly takes: readonly CapTake[];
  readonly at: Date;
}

/**
 * Checks and takes in one statement: locks the usage rows in ascending order of their keys, and when every key stays
 * within its limit raises them all and writes the reservations; else nothing. Returns the keys as they stood; none, and
 * none is locked, while one of them has no usage row: it must be made first, see `ensureUsage`.
 */
export async function takeUsage(db: Db, { proposalId, takes, at }: Taking): Promise<readonly CapState[]> {
  return db.$queryRaw<CapState[]>`
    WITH want AS (
      SELECT * FROM unnest(${takes.map(() => newId())}::uuid[], ${takes.map((take) => take.key)}::text[],
        ${takes.map((take) => take.amount.toFixed())}::numeric[],
        ${takes.map((take) => take.limit.toFixed())}::numeric[]) AS w(id, key, amount, most)),
    locked AS MATERIALIZED (
      SELECT u.key, u.used, u.used + want.amount <= want.most AS fits FROM ops_cap_usage u JOIN want ON want.key = u.key
      WHERE (SELECT count(*) FROM ops_cap_usage k JOIN want ON want.key = k.key) = ${takes.length} ORDER BY u.key
        FOR UPDATE OF u),
    verdict AS MATERIALIZED (SELECT count(*) = ${takes.length} AND bool_and(fits) AS go FROM locked),
    raised AS (
      UPDATE ops_cap_usage u SET used = u.used + want.amount, updated_at = now()
      FROM want, verdict WHERE u.key = want.key AND verdict.go AND u.used + want.amount <= want.most),
    reserved AS (
      INSERT INTO ops_cap_reservations (id, proposal_id, key, amount, reserved_at)
      SELECT want.id, ${proposalId}::uuid, want.key, want.amount, ${at} FROM want, verdict WHERE verdict.go)
    SELECT key, used, fits FROM locked ORDER BY key`;
}

/** What is used of a limit; 0 where nobody has taken of it yet. */
export async function readUsed(db: Db, key: string): Promise<number> {
  const [row] = await db.$queryRaw<{ used: number }[]>`
    SELECT used::float8 AS used FROM ops_cap_usage WHERE key = ${key}`;
  return row?.used ?? 0;
}

/** What is used of several limits; those of which nobody has taken yet are missing. */
export async function readUsage(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, Decimal>> {
  const rows = await db.$queryRaw<{ key: string; used: Decimal }[]>`
    SELECT key, used FROM ops_cap_usage WHERE key = ANY(${[...keys]}::text[])`;
  return new Map(rows.map(({ key, used }) => [key, used]));
}

/**
 * Makes usage rows that are missing; those that are there are not touched, so that nobody is waited for who takes of
 * them.
 */
export async function ensureUsage(db: Db, keys: readonly string[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_cap_usage (key, used) SELECT k, 0 FROM unnest(${[...keys]}::text[]) AS k
    WHERE NOT EXISTS (SELECT 1 FROM ops_cap_usage u WHERE u.key = k) ORDER BY k ON CONFLICT (key) DO NOTHING`;
}

/**
 * Gives back everything a proposal still holds, grouped by key so that two reservations of one key both count. What is
 * attached to a live position stays with it.
 */
export async function releaseByProposal(db: Db, proposalId: string): Promise<void> {
  await db.$executeRaw`
    WITH r AS (
      UPDATE ops_cap_reservations SET state = 'released', updated_at = now()
      WHERE proposal_id = ${proposalId}::uuid AND state = 'held'
        AND NOT EXISTS (SELECT 1 FROM ops_positions p WHERE p.id = ops_cap_reservations.position_id
          AND p.status IN ${LIVE})
      RETURNING key, amount),
    s AS (SELECT key, sum(amount) AS amount FROM r GROUP BY key),
    l AS MATERIALIZED (SELECT u.key, s.amount FROM ops_cap_usage u JOIN s ON s.key = u.key ORDER BY u.key
    FOR UPDATE OF u)
    UPDATE ops_cap_usage u SET used = u.used - l.amount, updated_at = now() FROM l WHERE u.key = l.key`;
}

/**
 * Gives back what a position held while it lived: its slot, its token, its risk. A consumed daily slot stays consumed.
 */
export async function releaseByPosition(db: Db, positionId: string): Promise<void> {
  await db.$executeRaw`
    WITH r AS (UPDATE ops_cap_reservations SET state = 'released', updated_at = now()
      WHERE position_id = ${positionId}::uuid AND state = 'held' RETURNING key, amount),
    s AS (SELECT key, sum(amount) AS amount FROM r GROUP BY key),
    l AS MATERIALIZED (SELECT u.key, s.amount FROM ops_cap_usage u JOIN s ON s.key = u.key ORDER BY u.key
    FOR UPDATE OF u)
    UPDATE ops_cap_usage u SET used = u.used - l.amount, updated_at = now() FROM l WHERE u.key = l.key`;
}

/** Gives back one key of a proposal. */
export async function releaseKey(db: Db, proposalId: string, key: string): Promise<void> {
  await db.$executeRaw`
    WITH r AS (UPDATE ops_cap_reservations SET state = 'released', updated_at = now()
      WHERE proposal_id = ${proposalId}::uuid AND key = ${key} AND state = 'held' RETURNING key, amount)
    UPDATE ops_cap_usage u SET used = u.used - r.amount, updated_at = now() FROM r WHERE u.key = r.key`;
}

/** A conversation uses up its slot of the day when it is convened, whatever it decides. */
export async function consumeConversationSlot(db: Db, proposalId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_cap_reservations SET state = 'consumed', updated_at = now() WHERE proposal_id = ${proposalId}::uuid
      AND key LIKE '%conversations:%' AND state = 'held'`;
}

/** The first fill uses up the daily slot for good. */
export async function consumeDailySlot(db: Db, proposalId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_cap_reservations SET state = 'consumed', updated_at = now() WHERE proposal_id = ${proposalId}::uuid
      AND key LIKE 'trades:%' AND state = 'held'`;
}

/** From now on a proposal's reservations live as long as its position. */
export async function attachPosition(db: Db, proposalId: string, positionId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_cap_reservations SET position_id = ${positionId}::uuid, updated_at = now()
      WHERE proposal_id = ${proposalId}::uuid AND state = 'held'`;
}

export interface Shrinking {
  readonly proposalId: string;
  readonly key: string;
  readonly amount: Decimal;
}

/** Gives back the difference to a smaller amount; a larger one changes nothing. */
export async function shrinkReservation(db: Db, { proposalId, key, amount }: Shrinking): Promise<void> {
  await db.$executeRaw`
    WITH r AS (
      SELECT id, amount - ${amount.toFixed()}::numeric AS surplus FROM ops_cap_reservations
      WHERE proposal_id = ${proposalId}::uuid AND key = ${key} AND state = 'held'
        AND amount > ${amount.toFixed()}::numeric FOR UPDATE),
    u AS (UPDATE ops_cap_reservations c SET amount = c.amount - r.surplus, updated_at = now() FROM r WHERE c.id = r.id)
    UPDATE ops_cap_usage g SET used = g.used - r.surplus, updated_at = now() FROM r WHERE g.key = ${key}`;
}

/** Whether a proposal still holds what its gates took; keeps it so until the transaction ends. */
export async function reservationsHeld(db: Db, proposalId: string): Promise<boolean> {
  const rows = await db.$queryRaw<
    { state: string }[]
  >`SELECT state::text AS state FROM ops_cap_reservations WHERE proposal_id = ${proposalId}::uuid FOR SHARE`;
  return rows.length > 0 && rows.every((row) => row.state !== 'released');
}

export interface CapDifference {
  readonly key: string;
  readonly used: Decimal;
  readonly reserved: Decimal;
}

/** Keys whose usage differs from the sum of live reservations; empty when the books agree. Read it in one snapshot. */
export async function listDifferences(db: Db): Promise<readonly CapDifference[]> {
  return db.$queryRaw<CapDifference[]>`
    SELECT key, u.used, coalesce(r.reserved, 0) AS reserved FROM ops_cap_usage u
    FULL JOIN (SELECT key, sum(amount) AS reserved FROM ops_cap_reservations WHERE state IN ('held', 'consumed')
    GROUP BY key) r USING (key)
    WHERE coalesce(u.used, 0) <> coalesce(r.reserved, 0) ORDER BY key`;
}
