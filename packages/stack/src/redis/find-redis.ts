import { runProgram } from '../host/index.ts';

// The queues need commands that came with this version.
const OLDEST = 6.2;

/** Whether a usable `redis-server` is installed on this machine. */
export async function hasRedis(): Promise<boolean> {
  const text = await runProgram('redis-server', ['--version']).catch(() => '');
  return isUsable(text);
}

/** Whether what `redis-server --version` printed tells of a version that can hold the queues. */
export function isUsable(text: string): boolean {
  const version = /v=(\d+\.\d+)/.exec(text)?.[1];
  return version !== undefined && Number(version) >= OLDEST;
}
