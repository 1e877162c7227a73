import { randomBytes } from 'node:crypto';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { hashKey } from './key.ts';

const IDLE_MS = 30 * MINUTE_MS;
const ABSOLUTE_MS = 12 * HOUR_MS;
const MOST_PER_KEY = 20;

interface Session {
  readonly keyId: string;
  readonly startedAt: number;
  readonly seenAt: number;
}

/** Browser sessions of this process, kept in memory under the hash of their token; a restart ends them. */
export interface Sessions {
  /** Starts a session of a key; returns its token, 256 random bits, for the cookie. */
  start(keyId: string): string;
  /** The key of a running session, or null; seeing it keeps it from going idle. */
  keyOf(token: string): string | null;
  /** Whether a session still runs, by the hash of its token; asking does not keep it from going idle. */
  runs(hash: string): boolean;
  end(token: string): void;
}

/**
 * Opens the sessions of this process: 30 minutes idle, 12 hours at most, twenty for each key; the next ends the oldest
 * of its own key and never another's. `nowMs` is a monotonic clock.
 */
export function openSessions(nowMs: () => number): Sessions {
  const sessions = new Map<string, Session>();
  const isOver = (session: Session) => nowMs() - session.seenAt > IDLE_MS || nowMs() - session.startedAt > ABSOLUTE_MS;
  const clearAway = (keyId: string) => {
    for (const [hash, session] of sessions) if (isOver(session)) sessions.delete(hash);
    const own = [...sessions].filter(([, session]) => session.keyId === keyId);
    for (const [hash] of own.slice(0, -MOST_PER_KEY)) sessions.delete(hash);
  };
  return {
    start: (keyId) => {
      const token = randomBytes(32).toString('base64url');
      sessions.set(hashKey(token), { keyId, startedAt: nowMs(), seenAt: nowMs() });
      clearAway(keyId);
      return token;
    },
    keyOf: (token) => {
      const hash = hashKey(token);
      const session = sessions.get(hash);
      if (!session || isOver(session)) return null;
      sessions.set(hash, { ...session, seenAt: nowMs() });
      return session.keyId;
    },
    runs: (hash) => {
      const session = sessions.get(hash);
      return session !== undefined && !isOver(session);
    },
    end: (token) => {
      sessions.delete(hashKey(token));
    },
  };
}
