import { errorText } from '@atc/core/kernel/errors';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Request } from 'express';
import type { ApiContext } from '../context.ts';
import { originFault, type Problem, problem } from '../http/index.ts';
import { tokenOf } from './cookie.ts';
import { type Caller, cron, hashKey, nobody, sameHash } from './key.ts';
import type { KnownKeys } from './known-keys.ts';
import type { Sessions } from './sessions.ts';
import { findKeyByHash, findKeyById, type StoredKey, touchKey } from './store.ts';

const TOUCH_MS = MINUTE_MS;
const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** What tells who makes a request. */
export interface Registry {
  readonly ctx: ApiContext;
  readonly sessions: Sessions;
  readonly knownKeys: KnownKeys;
}

/**
 * Who makes a request: by its `Authorization: Bearer` key, else by its session cookie, else nobody. A bad key is a
 * problem.
 */
export async function authenticate(registry: Registry, req: Request): Promise<Caller | Problem> {
  const { ctx, sessions } = registry;
  const header = req.headers.authorization;
  if (header !== undefined) return byKey(registry, header);
  const token = tokenOf(req, ctx.config);
  const keyId = token ? await sessions.keyOf(token) : null;
  const key = keyId ? await findKeyById(ctx.db, keyId) : null;
  if (!token || !key) return nobody;
  const fault = safeMethods.includes(req.method) ? null : originFault(req.headers, ctx.config);
  return fault ? problem('forbidden', fault) : toCaller(key, hashKey(token));
}

async function byKey(registry: Registry, header: string): Promise<Caller | Problem> {
  const given = /^Bearer +(\S+)$/i.exec(header)?.[1];
  const { cronSecret } = registry.ctx.config;
  if (given && cronSecret && sameHash(hashKey(given), hashKey(cronSecret))) return cron;
  const key = given ? await findKeyInForce(registry, given) : null;
  if (!key) return unauthenticated('this key is not known, or was revoked');
  return toCaller(key, null);
}

/** The key row of a written key, or null; compared in constant time, and noted as used. */
export async function findKeyInForce(
  { ctx, knownKeys }: Pick<Registry, 'ctx' | 'knownKeys'>,
  given: string,
): Promise<StoredKey | null> {
  const hash = hashKey(given);
  if (!(await knownKeys.has(hash))) return null;
  const key = await findKeyByHash(ctx.db, hash);
  if (!key || !sameHash(key.keyHash, hash)) return null;
  const usedMs = key.lastUsedAt
    ? ctx.clock.machineNow().getTime() - key.lastUsedAt.getTime()
    : Number.POSITIVE_INFINITY;
  if (usedMs > TOUCH_MS) await touch(ctx, key.id);
  return key;
}

/** That a key was used is worth noting, and no reason to refuse it where nothing can be noted. */
async function touch({ db, log }: ApiContext, keyId: string): Promise<void> {
  await touchKey(db, keyId).catch((error: unknown) =>
    log.debug({ keyId, error: errorText(error) }, 'the use of a key was not noted'),
  );
}

const toCaller = ({ id, name, role }: StoredKey, session: string | null): Caller => ({
  keyId: id,
  name,
  role,
  session,
});

/** The problem of a request without a valid key. */
export function unauthenticated(detail: string): Problem {
  return problem('unauthenticated', detail, { headers: { 'www-authenticate': 'Bearer' } });
}
