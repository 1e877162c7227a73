import { openSessions, type Sessions } from './auth/index.ts';
import type { ApiContext } from './context.ts';
import { type EventHub, openEventHub } from './events/event-hub.ts';
import { openRequestTimes, type RequestTimes } from './system/request-times.ts';

/** What the HTTP face of one process keeps besides the company's context. */
export interface Service {
  readonly ctx: ApiContext;
  readonly sessions: Sessions;
  readonly hub: EventHub;
  readonly times: RequestTimes;
}

/** Opens what the HTTP face keeps; `hub.close()` ends it. */
export function openService(ctx: ApiContext): Service {
  return {
    ctx,
    sessions: openSessions(ctx.clock.monotonicMs),
    hub: openEventHub(ctx.db, ctx.log),
    times: openRequestTimes(),
  };
}
