import { hashesInForce, type KnownKeys, openKnownKeys, openSessions, type Sessions } from './auth/index.ts';
import type { ApiContext } from './context.ts';
import { type EventHub, openEventHub } from './events/event-hub.ts';
import { openPlaces, type Places } from './events/places.ts';
import { openRequestTimes, type RequestTimes } from './system/request-times.ts';

/** What the HTTP face of one process keeps besides the company's context. */
export interface Service {
  readonly ctx: ApiContext;
  readonly sessions: Sessions;
  readonly knownKeys: KnownKeys;
  readonly hub: EventHub;
  readonly places: Places;
  readonly times: RequestTimes;
}

/** Opens what the HTTP face keeps; `closeService` ends it. */
export function openService(ctx: ApiContext): Service {
  const sessions = openSessions(ctx.clock.monotonicMs);
  return {
    ctx,
    sessions,
    knownKeys: openKnownKeys(() => hashesInForce(ctx.db)),
    hub: openEventHub(ctx.db, ctx.log),
    places: openPlaces({ ...ctx, sessions }),
    times: openRequestTimes(),
  };
}

/** Ends the streams of events, and what watches over them. */
export function closeService({ hub, places }: Service): void {
  hub.close();
  places.close();
}
