import { execFile } from 'node:child_process';
import { sep } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@atc/core/kernel/errors';
import { z } from 'zod';

const listed = z.array(z.object({ name: z.string(), pm2_env: z.object({ pm_exec_path: z.string() }) }));

/** What pm2 runs, as its `jlist` tells it. */
export type Listed = z.infer<typeof listed>;

/** Names of the fleet under which pm2 runs something that is not of this folder. */
export function strangersOf(running: Listed, names: readonly string[], folder: string): readonly string[] {
  const foreign = running.filter(({ pm2_env }) => !pm2_env.pm_exec_path.startsWith(folder + sep));
  return names.filter((name) => foreign.some((one) => one.name === name));
}

/**
 * pm2 knows processes by their names alone: under another's name ours would restart or delete what it is. Throws a
 * `StartError` then.
 */
export async function refuseStrangers(names: readonly string[], folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)('pm2', ['jlist', '--silent'], {
    maxBuffer: 1e8,
    shell: process.platform === 'win32',
  });
  // A daemon that has to be started first says so before.
  const running = listed.parse(JSON.parse(stdout.slice(stdout.search(/\[(\{|\]\s*$)/))));
  const strangers = strangersOf(running, names, folder);
  if (strangers.length > 0)
    throw new StartError(
      'pm2_names',
      `pm2 runs ${strangers.join(', ')} of another folder, and knows processes by their names alone: ` +
        'give PM2_HOME another folder, such as PM2_HOME=$PWD/.pm2',
    );
}
