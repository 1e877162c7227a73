import { hostname } from 'node:os';
import about from '../../../package.json' with { type: 'json' };
import type { KernelContext } from '../../kernel/context.ts';
import { machineId } from '../../kernel/db/index.ts';
import { troubleOf } from '../../kernel/log/index.ts';
import { forgetProcess, saveProcess } from './store.ts';

const EVERY_MS = 5000;
const MEGABYTE = 1024 * 1024;

/** Notes at once and every five seconds that this process lives and what it takes; the answer ends that. */
export async function noteProcess(
  { db, log }: Pick<KernelContext, 'db' | 'log'>,
  names: readonly string[],
): Promise<() => Promise<void>> {
  const who = { id: machineId(), names, host: hostname(), pid: process.pid, version: about.version };
  const tell = troubleOf(log);
  const note = async () => {
    try {
      await saveProcess(db, { ...who, memoryMb: Math.round(process.memoryUsage.rss() / MEGABYTE) });
    } catch (error) {
      // Work goes on: it is seen as silent meanwhile.
      tell(error, 'that this process lives was not noted');
    }
  };
  await note();
  let current = Promise.resolve();
  const timer = setInterval(() => {
    current = current.then(note);
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await current;
    await forgetProcess(db, who.id).catch((error: unknown) => tell(error, 'that this process ends was not noted'));
  };
}
