import { randomBytes } from 'node:crypto';
import { hashKey } from './key.ts';

export const SESSION_COOKIE = 'atc_session';
const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;
const MOST = 1000;

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
  end(token: string): void;
}

/** Opens the sessions of this process: 30 minutes idle, 12 hours at most. `nowMs` is a monotonic clock. */
export function openSessions(nowMs: () => number): Sessions {
  const sessions = new Map<string, Session>();
  const isOver = (session: Session) => nowMs() - session.seenAt > IDLE_MS || nowMs() - session.startedAt > ABSOLUTE_MS;
  const clearAway = () => {
    for (const [hash, session] of sessions) if (isOver(session) || sessions.size > MOST) sessions.delete(hash);
  };
  return {
    start: (keyId) => {
      const token = randomBytes(32).toString('base64url');
      sessions.set(hashKey(token), { keyId, startedAt: nowMs(), seenAt: nowMs() });
      clearAway();
      return token;
    },
    keyOf: (token) => {
      const hash = hashKey(token);
      const session = sessions.get(hash);
      if (!session || isOver(session)) return null;
      sessions.set(hash, { ...session, seenAt: nowMs() });
      return session.keyId;
    },
    end: (token) => {
      sessions.delete(hashKey(token));
    },
  };
}

/** The session token in a Cookie header, or null. */
export function tokenOf(cookies: string | undefined): string | null {
  const pair = cookies
    ?.split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(`${SESSION_COOKIE}=`));
  return pair?.slice(SESSION_COOKIE.length + 1) || null;
}
