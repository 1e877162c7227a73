import { randomBytes } from 'node:crypto';
import type { Db } from '@atc/core/kernel/db';
import { errorText } from '@atc/core/kernel/errors';
import type { Log } from '@atc/core/kernel/log';
import { hashKey } from './key.ts';
import { deleteSession, insertSession, listRunning, noteSeen } from './session-store.ts';

/** Browser sessions, kept in the database under the hash of their token: they outlive the process. */
export interface Sessions {
  /** Starts a session of a key; returns its token, 256 random bits, for the cookie. */
  start(keyId: string): Promise<string>;
  /** The key of a running session, or null; seeing it keeps it from going idle. */
  keyOf(token: string): Promise<string | null>;
  /** Those of some sessions that still run, by the hashes of their tokens; asking keeps none from going idle. */
  running(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  end(token: string): Promise<void>;
}

/**
 * Opens the sessions of a company: 30 minutes idle, 12 hours at most, twenty for each key; the next ends the oldest of
 * its own key and never another's.
 */
export function openSessions({ db, log }: { readonly db: Db; readonly log: Log }): Sessions {
  return {
    start: async (apiKeyId) => {
      const token = randomBytes(32).toString('base64url');
      await insertSession(db, { tokenHash: hashKey(token), apiKeyId });
      return token;
    },
    keyOf: async (token) => {
      const [session] = await listRunning(db, [hashKey(token)]);
      if (!session) return null;
      // That it cannot be noted is no reason to refuse it.
      if (session.unseen)
        await noteSeen(db, session.tokenHash).catch((error: unknown) =>
          log.debug({ error: errorText(error) }, 'that a session was seen was not noted'),
        );
      return session.apiKeyId;
    },
    running: async (hashes) => {
      if (hashes.length === 0) return new Set();
      return new Set((await listRunning(db, hashes)).map(({ tokenHash }) => tokenHash));
    },
    end: (token) => deleteSession(db, hashKey(token)),
  };
}
