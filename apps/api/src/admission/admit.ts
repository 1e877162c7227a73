import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { authenticate, type Caller, mayUse, type RouteRole, unauthenticated } from '../auth/index.ts';
import type { ApiContext } from '../context.ts';
import { type Endpoint, type Problem, problem, send, sendCsv } from '../http/index.ts';
import { runOnce } from '../idempotency/index.ts';
import type { Service } from '../service.ts';
import { callerOf, noteCaller } from './caller.ts';
import { limitBadKeys, limitPerKey } from './limits.ts';

/** Who may pass, and what becomes of those who say nothing of who they are. */
export interface Door {
  readonly role: RouteRole;
  /** The page that they are sent to; without one they are told that a key is needed. */
  readonly signIn?: string;
}

/** What stands before a route or a page: the same for all of them, so that none is a way round the others' limits. */
export type Guard = (service: Service, door: Door) => readonly RequestHandler[];

export interface GuardLimits {
  readonly requestsPerMinute: number;
  readonly badKeysPerMinute: number;
}

/**
 * The guard of this process: finds out who asks and lets through who may, so many times a minute for each key;
 * `callerOf` tells who it is.
 */
export function openGuard({ requestsPerMinute, badKeysPerMinute }: GuardLimits): Guard {
  const badKeys = limitBadKeys(badKeysPerMinute);
  const perKey = limitPerKey(requestsPerMinute);
  return (service, door) => (door.role === 'none' ? [] : [admit(service, door, badKeys), perKey]);
}

// Whoever has no right key passes the limit on the way out: a flood of wrong keys slows nobody who has one.
function admit(service: Service, { role, signIn }: Door, badKeys: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    const caller = await authenticate(service, req);
    const refusal = refusalOf(caller, role);
    if (!refusal) {
      if (!('kind' in caller)) noteCaller(req, caller);
      return next();
    }
    if (signIn !== undefined && !('kind' in caller) && caller.role === 'none') return res.redirect(303, signIn);
    if (refusal.status === 401) return badKeys(req, res, () => refuse(service, { req, res }, refusal));
    refuse(service, { req, res }, refusal);
  };
}

function refuse(
  { ctx }: Service,
  { req, res }: { readonly req: Request; readonly res: Response },
  refusal: Problem,
): void {
  ctx.log.warn({ method: req.method, path: req.path, status: refusal.status }, 'request refused');
  send(res, refusal);
}

function refusalOf(caller: Caller | Problem, role: RouteRole): Problem | null {
  if ('kind' in caller) return caller;
  if (caller.role === 'none') return unauthenticated('send `Authorization: Bearer <key>`');
  return mayUse(caller, role)
    ? null
    : problem('forbidden', `a key with the role ${caller.role} may not do what needs ${role}`);
}

function wantsCsv(req: Request, res: Response): boolean {
  res.vary('Accept');
  return req.accepts(['json', 'csv']) === 'csv';
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/** The idempotency key that a request came with; undefined where it has none, null where it is not one. */
function keyOf({ method, headers }: Request): string | undefined | null {
  const key = method === 'POST' ? headers['idempotency-key'] : undefined;
  if (key === undefined) return undefined;
  return typeof key === 'string' && IDEMPOTENCY_KEY.test(key) ? key : null;
}

/** Runs an endpoint for an admitted request: checks its input, does it once per idempotency key, writes the answer. */
export function serveEndpoint(ctx: ApiContext, endpoint: Endpoint): RequestHandler {
  return async (req, res) => {
    const checked = endpoint.check({ params: req.params, query: req.query, body: req.body });
    if (checked.kind === 'problem') return send(res, checked);
    if (checked.csv && wantsCsv(req, res)) return sendCsv(res, checked.csv.name, await checked.csv.rows(ctx));
    const caller = callerOf(req);
    const key = keyOf(req);
    if (key === null) return send(res, problem('bad_request', 'Idempotency-Key must be 1 to 200 visible characters'));
    const ownKey = key === undefined ? null : `${caller.keyId}:${key}`;
    const actKey = ownKey ?? randomUUID();
    const act = () => checked.run(ctx, { caller, ownKey, actKey, ifMatch: req.headers['if-match'] ?? null });
    send(
      res,
      key === undefined
        ? await act()
        : await runOnce(ctx, { apiKeyId: caller.keyId, key, method: req.method, path: req.path, body: req.body }, act),
    );
  };
}
