import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 20;

/** The hashes of the keys in force. A made-up key costs no question to the database of its own, however many come. */
export interface KnownKeys {
  /** Whether a key with this hash was in force at some moment since it was asked for, or before. */
  has(hash: string): Promise<boolean>;
}

/**
 * Opens the known keys on a reading of those in force; all who ask for an unknown one wait for the same next reading.
 */
export function openKnownKeys(read: () => Promise<readonly string[]>): KnownKeys {
  let known: ReadonlySet<string> = new Set();
  let rested: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | null = null;
  const readNext = async (): Promise<void> => {
    await rested;
    // Who asks from here on may ask for a key that this reading does not see yet.
    next = null;
    rested = pause(PAUSE_MS);
    known = new Set(await read());
  };
  return {
    has: async (hash) => {
      if (known.has(hash)) return true;
      next ??= readNext();
      await next;
      return known.has(hash);
    },
  };
}
