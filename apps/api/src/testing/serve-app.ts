import { once } from 'node:events';
import { type AppOptions, createApp } from '../app.ts';
import type { HostContext } from '../host-context.ts';
import { openServer } from '../http/index.ts';

export interface ServedApp {
  readonly url: string;
  close(): Promise<void>;
}

/** The HTTP face of a company on a free port. */
export async function serveApp(ctx: HostContext, options: AppOptions = {}): Promise<ServedApp> {
  const app = createApp(ctx, options);
  const server = openServer(app.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: async () => {
      app.close();
      // Nobody comes back between the cut and the end of listening.
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
