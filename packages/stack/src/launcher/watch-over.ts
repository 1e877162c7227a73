import { setTimeout as pause } from 'node:timers/promises';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { type Say, type SharedServer, Withdrawn } from '../host/index.ts';
import { PAUSES_MS, pauseBefore, triesThatCount } from './restart.ts';

/** A server under a name that people know. */
export interface Named {
  readonly name: 'PostgreSQL' | 'Redis';
  readonly server: SharedServer;
}

export interface Watch {
  /** Settles with why the server could not be brought back; never when the watch ends before. */
  readonly lost: Promise<StartError>;
  stop(): Promise<void>;
}

/**
 * Watches over a server and brings it back whenever it ends, with growing pauses and a line for each try that fails.
 */
export function watchOver(watched: Named, say: Say, pausesMs = PAUSES_MS): Watch {
  const stopping = new AbortController();
  const { promise: lost, resolve } = Promise.withResolvers<StartError>();
  const watching = watch(watched, { say, pausesMs, signal: stopping.signal }).then(resolve, () => undefined);
  return {
    lost,
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
}

interface Watching {
  readonly say: Say;
  readonly pausesMs: readonly number[];
  readonly signal: AbortSignal;
}

/** Returns why a server is given up; throws once the watch is stopped. */
async function watch({ name, server }: Named, { say, pausesMs, signal }: Watching): Promise<StartError> {
  const stopped = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  stopped.catch(() => undefined);
  let tries = 0;
  let since = performance.now();
  for (;;) {
    await Promise.race([server.ended(), stopped]);
    signal.throwIfAborted();
    tries = triesThatCount(tries, performance.now() - since);
    const wait = pauseBefore(tries, pausesMs);
    if (wait === null) return givenUp(name, tries);
    await pause(wait, undefined, { signal });
    tries += 1;
    try {
      await server.revive(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Withdrawn) return error;
      say(`${name} could not be started again (try ${tries}): ${errorText(error)}`);
    }
    since = performance.now();
  }
}

function givenUp(name: string, tries: number): StartError {
  return new StartError('server_lost', `${name} ended and did not come back or not stay, after ${tries} tries`);
}
