import type { Db, Prisma } from '../../kernel/db/index.ts';

export interface StoredPolicy {
  readonly key: string;
  readonly value: unknown;
  readonly version: number;
}

/** All policy rows. */
export async function listPolicies(db: Db): Promise<readonly StoredPolicy[]> {
  return db.policy.findMany({ select: { key: true, value: true, version: true }, orderBy: { key: 'asc' } });
}

/** One policy row, or null. */
export async function findPolicy(db: Db, key: string): Promise<StoredPolicy | null> {
  return db.policy.findUnique({ where: { key }, select: { key: true, value: true, version: true } });
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
  const value = change.value as Prisma.InputJsonValue;
  const { count } = await db.policy.updateMany({
    where: { key: change.key, version },
    data: { value, version: version + 1 },
  });
  if (count === 0) return null;
  await appendHistory(db, version + 1, change);
  return version + 1;
}

/** Writes version 1 of a key that has no row; false when it has one. */
export async function insertPolicy(db: Db, change: PolicyChange): Promise<boolean> {
  const value = change.value as Prisma.InputJsonValue;
  const { count } = await db.policy.createMany({ data: [{ key: change.key, value }], skipDuplicates: true });
  if (count === 0) return false;
  await appendHistory(db, 1, change);
  return true;
}

async function appendHistory(db: Db, version: number, change: PolicyChange): Promise<void> {
  const { key, changedBy, reason, changedAt } = change;
  await db.policyHistory.create({
    data: { key, version, value: change.value as Prisma.InputJsonValue, changedBy, reason, changedAt },
  });
}

/** What a key was, newest first. */
export async function listPolicyHistory(db: Db, key: string) {
  return db.policyHistory.findMany({ where: { key }, orderBy: { version: 'desc' }, take: 200 });
}

// Admissions share it, a change of a policy takes it alone: no admission is measured against limits that changed under it.
const POLICY_LOCK = 715_001;

/** Keeps every policy as it is until the transaction ends. */
export async function sharePolicies(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock_shared(${POLICY_LOCK})`;
}

/** Waits until nobody relies on the policies as they are, and keeps others out until the transaction ends. */
export async function takePolicies(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${POLICY_LOCK})`;
}
