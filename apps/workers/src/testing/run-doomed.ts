import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Bundle, bundleProgram } from '@atc/stack/testing/bundle';
import type { WorkerContext } from '../context.ts';
import type { DoomedBeat } from './beat-until-killed.ts';
import type { DoomedPlay } from './play-until-killed.ts';
import { until } from './test-fleet.ts';
import type { Doomed } from './work-until-killed.ts';

type Program = 'work-until-killed' | 'beat-until-killed' | 'play-until-killed';

/** Makes a doomed program ready to be run again and again; remove the bundle at the end. */
export function bundleDoomed(program: Program): Promise<Bundle> {
  return bundleProgram(fileURLToPath(new URL(`./${program}.ts`, import.meta.url)));
}

type Told = Doomed | DoomedBeat | DoomedPlay;

/**
 * Runs a piece of work, a beat or a whole play in a process of its own that kills itself; true when it was killed,
 * false when it had done before that.
 */
export async function runDoomed(ctx: WorkerContext, { path }: Bundle, doomed: Told): Promise<boolean> {
  const databaseUrl = new URL(doomed.databaseUrl);
  databaseUrl.searchParams.set('application_name', DOOMED);
  const told = JSON.stringify({ ...doomed, databaseUrl: databaseUrl.href });
  const child = spawn(process.execPath, [path, told], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${path} ended with code ${code}`);
  await until('the statements of the dead to end', async () => (await countSessions(ctx)) === 0);
  return signal === 'SIGKILL';
}

const DOOMED = 'doomed';

/** The server still carries out what a killed process had sent: for a moment its sessions live on, and may commit. */
async function countSessions({ db }: WorkerContext): Promise<number> {
  const [row] = await db.$queryRaw<[{ sessions: number }]>`
    SELECT count(*)::int AS sessions FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${DOOMED}`;
  return row.sessions;
}
