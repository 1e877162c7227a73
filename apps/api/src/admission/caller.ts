import type { Request } from 'express';
import { type Caller, nobody } from '../auth/index.ts';

const callers = new WeakMap<Request, Caller>();

/** Notes who makes a request. */
export function noteCaller(req: Request, caller: Caller): void {
  callers.set(req, caller);
}

/** Who makes a request; nobody where that was never asked. */
export function callerOf(req: Request): Caller {
  return callers.get(req) ?? nobody;
}
