import { hashesInForce, type KnownKeys, openKnownKeys, openSessions, type Sessions } from './auth/index.ts';
import type { ApiContext } from './context.ts';
import { type EventHub, openEventHub } from './events/event-hub.ts';
import { openPlaces, type Places } from './events/places.ts';
import { openPulse, type Pulse } from './events/pulse.ts';
import { type Moves, readMoves } from './events/tell-moves.ts';
import type { HostContext } from './host-context.ts';
import { openSharedAnswers } from './reads/share-answers.ts';
import { readBuild } from './system/build.ts';
import { openHealth } from './system/company-health.ts';
import { openRequestTimes, type RequestTimes } from './system/request-times.ts';
import type { Lane } from './turns/lane-name.ts';

/** What the HTTP face of one process keeps besides the company's context. */
export interface Service {
  readonly ctx: ApiContext;
  readonly sessions: Sessions;
  readonly knownKeys: KnownKeys;
  readonly hub: EventHub;
  readonly pulse: Pulse<Moves>;
  readonly places: Places;
  readonly times: RequestTimes;
}

/** Opens what the HTTP face keeps; `closeService` ends it. */
export function openService(host: HostContext): Service {
  const ctx: ApiContext = {
    ...host,
    db: host.readDb,
    answers: openSharedAnswers(host.clock.monotonicMs),
    // Whether the company works is found out without waiting for readers.
    health: openHealth({ ...host, db: host.controlDb }),
    build: readBuild(),
  };
  const sessions = openSessions({ db: host.controlDb, log: host.log });
  return {
    ctx,
    sessions,
    // So is who asks.
    knownKeys: openKnownKeys(() => hashesInForce(host.controlDb)),
    hub: openEventHub(ctx.db, ctx.log),
    pulse: openPulse(() => readMoves(ctx), ctx.log),
    places: openPlaces({ ...ctx, db: host.controlDb, sessions }),
    times: openRequestTimes(),
  };
}

/** Ends the streams of events, and what watches over them. */
export function closeService({ ctx, hub, pulse, places }: Service): void {
  ctx.health.close();
  pulse.close();
  hub.close();
  places.close();
}

const poolOf = {
  reading: ({ readDb }) => readDb,
  writing: ({ db }) => db,
  control: ({ controlDb }) => controlDb,
} as const satisfies Record<Lane, (host: HostContext) => ApiContext['db']>;

/** The same service on the connections of a lane. */
export function inLane(service: Service, host: HostContext, lane: Lane): Service {
  return { ...service, ctx: { ...service.ctx, db: poolOf[lane](host) } };
}
