import { createServer } from 'node:net';
import { StartError } from '@atc/core/kernel/errors';

/** A TCP port of this machine that nobody listens on: `wanted` when it is free, else any other. */
export async function freePort(wanted = 0): Promise<number> {
  return (
    (await tryListen(wanted)) ?? (await tryListen(0)) ?? Promise.reject(new Error('no free TCP port on 127.0.0.1'))
  );
}

/** The port itself when nobody listens on it; throws a `StartError` when somebody does. */
export async function demandPort(wanted: number): Promise<number> {
  const free = await tryListen(wanted);
  if (free === wanted) return wanted;
  throw new StartError('port_taken', `its port ${wanted} is taken by another program`);
}

function tryListen(port: number): Promise<number | null> {
  return new Promise((tell) => {
    const server = createServer();
    server.once('error', () => tell(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => tell(address && typeof address === 'object' ? address.port : null));
    });
  });
}
