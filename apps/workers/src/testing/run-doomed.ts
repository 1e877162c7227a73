import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerContext } from '../context.ts';
import type { DoomedBeat } from './beat-until-killed.ts';
import { until } from './test-fleet.ts';
import type { Doomed } from './work-until-killed.ts';

/** Runs a piece of work or a beat in a process of its own that kills itself; true when it was killed, false when it had done before that. */
export async function runDoomed(
  ctx: WorkerContext,
  program: 'work-until-killed' | 'beat-until-killed',
  doomed: Doomed | DoomedBeat,
): Promise<boolean> {
  const path = fileURLToPath(new URL(`./${program}.ts`, import.meta.url));
  const databaseUrl = new URL(doomed.databaseUrl);
  databaseUrl.searchParams.set('application_name', program);
  const told = JSON.stringify({ ...doomed, databaseUrl: databaseUrl.href });
  const child = spawn(process.execPath, [path, told], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${program} ended with code ${code}`);
  await until('the statements of the dead to end', async () => (await countSessions(ctx, program)) === 0);
  return signal === 'SIGKILL';
}

/** The server still carries out what a killed process had sent: for a moment its sessions live on, and may commit. */
async function countSessions({ db }: WorkerContext, program: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ sessions: number }]>`
    SELECT count(*)::int AS sessions FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${program}`;
  return row.sessions;
}
