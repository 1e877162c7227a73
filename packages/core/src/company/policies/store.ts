import { type BaseDb, type Db, newId, Prisma } from '../../kernel/db/index.ts';

export interface StoredPolicy {
  readonly key: string;
  readonly value: unknown;
  readonly version: number;
}

export interface PolicyRow {
  readonly key: string;
  /** Its value as JSON text. */
  readonly json: string;
  readonly version: number;
}

/** Asks for all policy rows, their values not read yet. */
export const policyRows = Prisma.sql`SELECT key, value::text AS json, version FROM ops_policy p ORDER BY p.key`;

/** A text that differs whenever any policy does, however it was written. */
export const policyStamp = Prisma.sql`
  (SELECT string_agg(p.key || ' ' || p.version || ' ' || p.xmin::text, ',' ORDER BY p.key) FROM ops_policy p)`;

/** All policy rows, their values not read yet. */
export async function listPolicies(db: Db): Promise<readonly PolicyRow[]> {
  return db.$queryRaw<PolicyRow[]>`${policyRows}`;
}

/** One policy row, or null. */
export async function findPolicy(db: Db, key: string): Promise<StoredPolicy | null> {
  const [row] = await db.$queryRaw<StoredPolicy[]>`SELECT key, value, version FROM ops_policy WHERE key = ${key}`;
  return row ?? null;
}

export interface PolicyChange {
  readonly key: string;
  readonly value: unknown;
  readonly changedBy: string;
  readonly reason: string;
  readonly changedAt: Date;
}

/** Writes version + 1 if the row still has `version`; the new version, or null when somebody was faster. */
export async function replacePolicy(db: Db, version: number, change: PolicyChange): Promise<number | null> {
  const replaced = await db.$executeRaw`
    UPDATE ops_policy SET value = ${JSON.stringify(change.value)}::jsonb, version = ${version + 1}, updated_at = now()
    WHERE key = ${change.key} AND version = ${version}`;
  if (replaced === 0) return null;
  await appendHistory(db, version + 1, change);
  return version + 1;
}

/** Writes version 1 of a key that has no row; false when it has one. */
export async function insertPolicy(db: Db, change: PolicyChange): Promise<boolean> {
  const inserted = await db.$executeRaw`
    INSERT INTO ops_policy (key, value) VALUES (${change.key}, ${JSON.stringify(change.value)}::jsonb)
      ON CONFLICT (key) DO NOTHING`;
  if (inserted === 0) return false;
  await appendHistory(db, 1, change);
  return true;
}

async function appendHistory(db: Db, version: number, change: PolicyChange): Promise<void> {
  const { key, changedBy, reason, changedAt } = change;
  await db.$executeRaw`
    INSERT INTO ops_policy_history (id, key, version, value, changed_by, reason, changed_at)
    VALUES (${newId()}::uuid, ${key}, ${version}, ${JSON.stringify(change.value)}::jsonb, ${changedBy}, ${reason},
      ${changedAt})`;
}

/** What a key was, newest first. */
export async function listPolicyHistory(db: BaseDb, key: string) {
  return db.policyHistory.findMany({ where: { key }, orderBy: { version: 'desc' }, take: 200 });
}

// Admissions share it, a change of a policy takes it alone: no admission is measured against limits that changed under
// it.
const POLICY_LOCK = 715_001;

/** Keeps every policy as it is until the transaction ends. */
export async function sharePolicies(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock_shared(${POLICY_LOCK})`;
}

/** Waits until nobody relies on the policies as they are, and keeps others out until the transaction ends. */
export async function takePolicies(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${POLICY_LOCK})`;
}
