import { once } from 'node:events';
import type { Server } from 'node:http';
import { StartError } from '@atc/core/kernel/errors';
import { deskUrl } from '@atc/core/kernel/identity';
import { HOUR_MS } from '@atc/core/kernel/time';
import { thinSignals } from '@atc/core/loop/signals';
import { createApp } from '../app.ts';
import type { HostContext } from '../host-context.ts';
import { openServer } from '../http/index.ts';
import { forgetOldKeys } from '../idempotency/index.ts';

export interface Api {
  readonly url: string;
  close(): Promise<void>;
}

export interface Address {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** How long requests under way have to end, ms. */
export const GRACE_MS = 3000;

/** Serves the API, the pages and the queue board. Throws a `StartError` when the port cannot be had. */
export async function startApi(ctx: HostContext, { host, port }: Address): Promise<Api> {
  const app = createApp(ctx);
  const server = openServer(app.handle);
  await listen(server, { host, port });
  const forget = () =>
    Promise.all([forgetOldKeys(ctx.db), thinSignals(ctx)]).catch((error: unknown) =>
      ctx.log.warn({ error: String(error) }, 'old idempotency keys or refused signals not forgotten'),
    );
  const timer = setInterval(forget, HOUR_MS).unref();
  return {
    url: urlOf(server, host),
    close: async () => {
      clearInterval(timer);
      app.close();
      await closeServer(server);
    },
  };
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why =
      code === 'EADDRINUSE'
        ? 'is in use: stop what uses it or set PORT to another'
        : code === 'EACCES'
          ? 'may not be used by this account: set PORT to one above 1023'
          : `cannot be listened on (${String(code)})`;
    throw new StartError('port_in_use', `port ${port} on ${host} ${why}`, { cause: error });
  }
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  return deskUrl(host, typeof address === 'object' && address ? address.port : 0);
}

// Requests under way may end; event streams and idle connections would not by themselves.
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => {
    server.close(() => done());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}
