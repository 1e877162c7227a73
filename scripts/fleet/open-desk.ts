import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '@atc/core/kernel/errors';
import { deskUrl } from '@atc/core/kernel/identity';

interface Address {
  readonly host: string;
  readonly port: number;
}

const PATIENCE_MS = 90_000;
const LOOK_MS = 200;

/** Throws a `StartError` when something listens already where the desk is to open. */
export function refuseTakenPort({ host, port }: Address): Promise<void> {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', (cause) =>
      taken(
        new StartError(
          'port_in_use',
          `port ${port} on ${host} cannot be had: stop what uses it or set PORT to another`,
          {
            cause,
          },
        ),
      ),
    );
    probe.listen({ host, port }, () => probe.close(() => free()));
  });
}

/** The address of a desk once it answers; throws a `StartError` when it does not within its patience. */
export async function openDesk({ host, port }: Address, patienceMs = PATIENCE_MS): Promise<string> {
  const url = deskUrl(host, port);
  const begun = performance.now();
  while (performance.now() - begun < patienceMs) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return url;
    await pause(LOOK_MS);
  }
  throw new StartError('not_open', `the desk does not open at ${url}: \`npx pm2 logs api\` says why`);
}
