import { setTimeout as delay } from 'node:timers/promises';
import { errorText } from '@atc/core/kernel/errors';
import { HttpTransportType, type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

export interface HubPlace {
  readonly url: string;
  /** A token that is valid; after a connection that failed, a new one. */
  readonly bearer: (renewed: boolean) => Promise<string>;
  /**
   * How long it rests after a connection that ended, twice as long after each further one that failed (machine
   * milliseconds).
   */
  readonly firstRestMs: number;
}

/** What is said on a hub. */
export interface HubTalk {
  /** What is done with each kind of push, by its name. */
  readonly heard: Readonly<Record<string, (...push: readonly unknown[]) => void>>;
  /** Asks for what is to be pushed, once on every connection. */
  subscribe(hub: Pick<HubConnection, 'invoke'>): Promise<void>;
}

export interface HubListener {
  /** Nothing is heard for the moment, and why; it goes on trying. */
  failed(reason: string): void;
  readonly signal: AbortSignal;
}

const LONGEST_REST_MS = 30_000;

/**
 * Listens to a hub of the ProjectX gateway until the signal aborts, connecting and subscribing again whenever the
 * connection ends.
 */
export async function listenToHub(place: HubPlace, talk: HubTalk, { failed, signal }: HubListener): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const since = performance.now();
    try {
      const connection = connectionTo(place.url, await place.bearer(failures > 0));
      await listenOnce(connection, talk, signal);
      if (!signal.aborted) failed('topstepx has ended the connection on which it pushes');
    } catch (error) {
      if (!signal.aborted) failed(`topstepx does not push: ${errorText(error)}`);
    }
    failures = performance.now() - since > LONGEST_REST_MS ? 0 : failures + 1;
    const restMs = Math.min(place.firstRestMs * 2 ** Math.max(0, failures - 1), LONGEST_REST_MS);
    await delay(restMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Connects, subscribes and hears until the connection ends. */
async function listenOnce(connection: HubConnection, { heard, subscribe }: HubTalk, signal: AbortSignal) {
  for (const [name, hear] of Object.entries(heard)) connection.on(name, hear);
  const stop = () => void connection.stop();
  // Who is logged out is told so, and nothing more.
  connection.on('GatewayLogout', stop);
  const ended = new Promise<void>((done) => {
    connection.onclose(() => done());
  });
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await connection.start();
    await subscribe(connection);
    await ended;
  } finally {
    signal.removeEventListener('abort', stop);
    await connection.stop();
  }
}

function connectionTo(url: string, token: string): HubConnection {
  // The gateway wants the token in the address as well.
  const address = `${url}?access_token=${encodeURIComponent(token)}`;
  const options = {
    skipNegotiation: true,
    transport: HttpTransportType.WebSockets,
    accessTokenFactory: () => token,
  };
  return new HubConnectionBuilder().withUrl(address, options).configureLogging(LogLevel.None).build();
}
