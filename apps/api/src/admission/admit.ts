import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { authenticate, type Caller, mayUse, type RouteRole, unauthenticated } from '../auth/index.ts';
import type { ApiContext } from '../context.ts';
import { type Endpoint, type Problem, problem, send } from '../http/index.ts';
import { runOnce } from '../idempotency/index.ts';
import type { Service } from '../service.ts';
import { callerOf, noteCaller } from './caller.ts';

/**
 * Finds out who asks and lets through who may; `callerOf` tells who it is. Whoever has no right key passes `limit` on the
 * way out: a flood of wrong keys slows nobody who has one.
 */
export function admit({ ctx, sessions }: Service, role: RouteRole, limit: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    if (role === 'none') return next();
    const caller = await authenticate(ctx, sessions, req);
    const refusal = refusalOf(caller, role);
    if (refusal) {
      const refuse = () => {
        ctx.log.warn({ method: req.method, path: req.path, status: refusal.status }, 'request refused');
        send(res, refusal);
      };
      return refusal.status === 401 ? limit(req, res, refuse) : refuse();
    }
    if (!('kind' in caller)) noteCaller(req, caller);
    next();
  };
}

function refusalOf(caller: Caller | Problem, role: RouteRole): Problem | null {
  if ('kind' in caller) return caller;
  if (caller.role === 'none') return unauthenticated('send `Authorization: Bearer <key>`');
  return mayUse(caller, role)
    ? null
    : problem('forbidden', `a key with the role ${caller.role} may not do what needs ${role}`);
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/** Runs an endpoint for an admitted request: checks its input, does it once per idempotency key, writes the answer. */
export function serveEndpoint(ctx: ApiContext, endpoint: Endpoint): RequestHandler {
  return async (req, res) => {
    const checked = endpoint.check({ params: req.params, query: req.query, body: req.body });
    if (checked.kind === 'problem') return send(res, checked);
    const caller = callerOf(req);
    const key = req.method === 'POST' ? req.headers['idempotency-key'] : undefined;
    if (key !== undefined && (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key))) {
      return send(res, problem('bad_request', 'Idempotency-Key must be 1 to 200 visible characters'));
    }
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
