import type { BaseDb } from '@atc/core/kernel/db';
import { errorText } from '@atc/core/kernel/errors';
import type { Log } from '@atc/core/kernel/log';
import { type Caller, mayUse, rolesInForce, type Sessions } from '../auth/index.ts';

const MOST = 200;
const MOST_PER_KEY = 20;
/** So many of all are for operators alone, however many keys of others listen. */
const FOR_OPERATORS = 20;
const CHECK_MS = 1000;

interface Place {
  readonly caller: Caller;
  /** Ends the stream. */
  readonly end: () => void;
}

/** The places for event streams of this process: a stream takes one before anything is awaited, and gives it back. */
export interface Places {
  /** Takes a place and returns how to give it back, or says in a sentence why there is none. */
  take(place: Place): (() => void) | string;
  close(): void;
}

export interface PlacesContext {
  readonly db: BaseDb;
  readonly log: Log;
  readonly sessions: Pick<Sessions, 'running'>;
}

/** Opens the places; every second it ends the streams whose key was revoked or whose session is over. */
export function openPlaces(ctx: PlacesContext): Places {
  const taken = new Set<Place>();
  let timer: NodeJS.Timeout | undefined;
  const check = async (): Promise<void> => {
    const overdue = await findOverdue(ctx, [...taken]).catch((error: unknown) => {
      ctx.log.warn({ error: errorText(error) }, 'event streams cannot be checked; tried again');
      return [];
    });
    for (const place of overdue) place.end();
    timer = taken.size > 0 ? setTimeout(() => void check(), CHECK_MS) : undefined;
  };
  return {
    take: (place) => {
      const fault = placeFault(
        place.caller,
        [...taken].map(({ caller }) => caller),
      );
      if (fault) return fault;
      taken.add(place);
      timer ??= setTimeout(() => void check(), CHECK_MS);
      return () => taken.delete(place);
    },
    close: () => {
      clearTimeout(timer);
      taken.clear();
    },
  };
}

/** Why a caller gets no place beside those who have one, or null. */
export function placeFault(caller: Caller, there: readonly Pick<Caller, 'keyId'>[]): string | null {
  if (there.filter(({ keyId }) => keyId === caller.keyId).length >= MOST_PER_KEY)
    return `this key has ${MOST_PER_KEY} streams open already`;
  return there.length >= MOST - (caller.role === 'operator' ? 0 : FOR_OPERATORS) ? 'too many streams are open' : null;
}

async function findOverdue({ db, sessions }: PlacesContext, places: readonly Place[]): Promise<readonly Place[]> {
  const [roles, running] = await Promise.all([
    rolesInForce(db, [...new Set(places.map(({ caller }) => caller.keyId))]),
    sessions.running(places.flatMap(({ caller: { session } }) => session ?? [])),
  ]);
  return places.filter(({ caller: { keyId, session } }) => {
    const role = roles.get(keyId);
    return !role || !mayUse({ role }, 'viewer') || (session !== null && !running.has(session));
  });
}
