import { setTimeout as delay } from 'node:timers/promises';
import { HttpTransportType, type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { errorText } from '../../../../kernel/errors/index.ts';
import type { Hearer } from '../../broker.ts';
import { concerns, PUSHES } from './pushes.ts';

export interface UserHub {
  /** `https://rtc.topstepx.com/hubs/user`, or a local venue's. */
  readonly url: string;
  readonly accountId: number;
  /** A token that is valid; after a connection that failed, a new one. */
  readonly bearer: (renewed: boolean) => Promise<string>;
  /** How long it rests after a connection that ended, twice as long after each further one that failed (machine milliseconds). */
  readonly firstRestMs: number;
}

const LONGEST_REST_MS = 30_000;

/**
 * Listens to the user hub of the ProjectX gateway until the signal aborts, connecting and subscribing again whenever the
 * connection ends. What was pushed meanwhile is lost, so that every new subscription is news of everything.
 */
export async function listenToUserHub(hub: UserHub, hearer: Hearer): Promise<void> {
  const { failed, signal } = hearer;
  let failures = 0;
  while (!signal.aborted) {
    const since = performance.now();
    try {
      await listenOnce(hub, hearer, failures > 0);
      if (!signal.aborted) failed('topstepx has ended the connection on which it pushes');
    } catch (error) {
      if (!signal.aborted) failed(`topstepx does not push: ${errorText(error)}`);
    }
    failures = performance.now() - since > LONGEST_REST_MS ? 0 : failures + 1;
    const restMs = Math.min(hub.firstRestMs * 2 ** Math.max(0, failures - 1), LONGEST_REST_MS);
    await delay(restMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Connects, subscribes and hears until the connection ends. */
async function listenOnce(hub: UserHub, { hear, signal }: Hearer, renewed: boolean): Promise<void> {
  const connection = connectionTo(hub.url, await hub.bearer(renewed));
  for (const [name, about] of Object.entries(PUSHES))
    connection.on(name, (push: unknown) => {
      if (concerns(hub.accountId, push)) hear(about);
    });
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
    await connection.invoke('SubscribeAccounts');
    for (const what of ['Orders', 'Positions', 'Trades']) await connection.invoke(`Subscribe${what}`, hub.accountId);
    hear('orders');
    hear('holdings');
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
