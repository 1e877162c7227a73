import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const keyRoles = ['operator', 'ingest', 'viewer', 'subscriber'] as const;
export type KeyRole = (typeof keyRoles)[number];
/** Who a route is for; `none` is anybody. */
export type RouteRole = 'none' | 'operator' | 'ingest' | 'viewer' | 'cron';

/** Who makes a request. */
export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly role: KeyRole | 'none' | 'cron';
  /** The hash of the session's token; null without a session. */
  readonly session: string | null;
}

export const nobody: Caller = {
  keyId: '00000000-0000-0000-0000-000000000000',
  name: 'anonymous',
  role: 'none',
  session: null,
};

/** Whoever sends the `CRON_SECRET`. */
export const cron: Caller = {
  keyId: '00000000-0000-0000-0000-00000000c205',
  name: 'cron',
  role: 'cron',
  session: null,
};

const servedRoles = {
  none: ['operator', 'ingest', 'viewer', 'subscriber', 'none'],
  viewer: ['operator', 'viewer'],
  ingest: ['operator', 'ingest'],
  operator: ['operator'],
  cron: ['cron'],
} as const satisfies Record<RouteRole, readonly Caller['role'][]>;

/** Whether a caller may use a route: an operator everything, a viewer what reads, an ingest key what posts signals. */
export function mayUse(caller: Pick<Caller, 'role'>, route: RouteRole): boolean {
  const served: readonly Caller['role'][] = servedRoles[route];
  return served.includes(caller.role);
}

/** A fresh key: `atc_<role>_` and 256 random bits. Shown once, kept as its hash. */
export function freshKey(role: KeyRole): string {
  return `atc_${role}_${randomBytes(32).toString('base64url')}`;
}

/** The SHA-256 of a key or token in hex: what is stored in its stead. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Compares two hashes in a time that tells nothing about where they differ. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The part of a key that may be shown: its role and four characters of a made key, four characters of a chosen one. */
export function prefixOf(key: string): string {
  const made = /^atc_[a-z]+_.{4}/.exec(key)?.[0];
  return made ?? key.slice(0, 4);
}

export interface HeldKey {
  readonly id: string;
  readonly role: KeyRole;
  readonly endsAt: Date | null;
}

/**
 * Whether these keys may be revoked: an operator's key without an end must be left, or nobody could ever make another
 * one.
 */
export function leavesAnOperator(inForce: readonly HeldKey[], revoked: readonly HeldKey[]): boolean {
  const gone = new Set(revoked.map(({ id }) => id));
  if (!revoked.some(({ role }) => role === 'operator')) return true;
  return inForce.some(({ id, role, endsAt }) => role === 'operator' && endsAt === null && !gone.has(id));
}
