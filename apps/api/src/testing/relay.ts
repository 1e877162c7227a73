import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire to a server that a test may cut, or let fall silent. */
export interface Relay {
  /** The server's address by way of this wire. */
  readonly url: string;
  /** Breaks what is connected and refuses what comes. */
  cut(): Promise<void>;
  /** Lets nothing through any more and says nothing. */
  silence(): void;
  /** Lets everything through late by so many milliseconds. */
  slow(ms: number): void;
  /** Breaks what is connected; what comes is led to another server. */
  divert(url: string): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a wire to the server that a URL names. */
export async function openRelay(url: string): Promise<Relay> {
  let there = new URL(url);
  let lateMs = 0;
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect({ host: there.hostname, port: Number(there.port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (silent) return;
        if (lateMs === 0) to.write(data);
        else setTimeout(() => to.destroyed || to.write(data), lateMs);
      });
      from.on('error', () => undefined).on('close', () => to.destroy());
    }
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const cut = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  const port = await listen(0);
  const near = new URL(url);
  near.host = `127.0.0.1:${port}`;
  return {
    url: near.href,
    cut,
    silence: () => {
      silent = true;
    },
    slow: (ms) => {
      lateMs = ms;
    },
    divert: (other) => {
      there = new URL(other);
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend: async () => {
      silent = false;
      lateMs = 0;
      there = new URL(url);
      await cut();
      await listen(port);
    },
    close: cut,
  };
}
