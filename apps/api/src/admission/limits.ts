import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { problem, sendProblem } from '../http/index.ts';
import { callerOf } from './caller.ts';

const SIGN_INS_PER_MINUTE = 10;

const refuse: RequestHandler = (_req, res) =>
  sendProblem(res, problem('too_many', 'wait a little: the Retry-After header says how long'));
const byAddress = (req: Request) => ipKeyGenerator(req.ip ?? 'unknown');
const common = { windowMs: MINUTE_MS, standardHeaders: 'draft-8', legacyHeaders: false, handler: refuse } as const;

/** So many requests a minute for each key. */
export function limitPerKey(perMinute: number): RequestHandler {
  return rateLimit({ ...common, limit: perMinute, keyGenerator: (req) => callerOf(req).keyId });
}

/** So many wrong keys a minute from one address; for those alone. */
export function limitBadKeys(perMinute: number): RequestHandler {
  return rateLimit({ ...common, limit: perMinute, keyGenerator: byAddress });
}

/** So many failed attempts to sign in a minute from one address; for those alone. */
export function limitSignIns(): RequestHandler {
  return rateLimit({ ...common, limit: SIGN_INS_PER_MINUTE, keyGenerator: byAddress });
}
