import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { line } from './figures.ts';

const READY_MS = 8000;
const TRADE_MS = MINUTE_MS;
const MEMORY_MB = 400;
const MOST_RESTART = 2;

/**
 * Starts the company as a user does, on an empty data folder: time to ready, to the first trade, and its memory then.
 * Kills it and starts it again on what it left.
 */
export async function benchStartUp(): Promise<readonly string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'company-start-'));
  const begun = performance.now();
  const child = startIn(dataDir);
  const seen = { ready: Number.NaN, trade: Number.NaN };
  const traded = new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (Number.isNaN(seen.ready) && text.includes('The desk is open')) seen.ready = performance.now() - begun;
      if (Number.isNaN(seen.trade) && text.includes(' bought ')) {
        seen.trade = performance.now() - begun - seen.ready;
        done();
      }
    });
  });
  const patience = new Promise<void>((done) => setTimeout(done, READY_MS + TRADE_MS * 1.5).unref());
  await Promise.race([traded, patience]);
  await new Promise((done) => setTimeout(done, 15_000));
  const memory = await residentMb(child.pid ?? 0);
  await end(child, 'SIGKILL');
  const againMs = await restart(dataDir);
  await rm(dataDir, { recursive: true, force: true });
  return [
    line(
      'start of an installed checkout to ready',
      `${(seen.ready / 1000).toFixed(1)} s (at most ${READY_MS / 1000})`,
      seen.ready <= READY_MS,
    ),
    line(
      'ready to the first trade',
      `${(seen.trade / 1000).toFixed(1)} s (at most ${TRADE_MS / 1000})`,
      seen.trade <= TRADE_MS,
    ),
    line(
      'restart after a kill, against the first start',
      `${(againMs / 1000).toFixed(1)} s (at most ${MOST_RESTART} × ${(seen.ready / 1000).toFixed(1)} s)`,
      againMs <= MOST_RESTART * seen.ready,
    ),
    line('resident memory of the one process', `${memory.toFixed(0)} MB (under ${MEMORY_MB})`, memory < MEMORY_MB),
  ];
}

function startIn(dataDir: string) {
  return spawn('npm', ['start', '--silent'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
}

/** Milliseconds from a start on what a killed company left until the desk is open. */
async function restart(dataDir: string): Promise<number> {
  const begun = performance.now();
  const child = startIn(dataDir);
  const ready = new Promise<number>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('The desk is open')) done(performance.now() - begun);
    });
    child.once('exit', () => done(Number.NaN));
  });
  const tookMs = await ready;
  await end(child, 'SIGINT');
  return tookMs;
}

async function end(child: ReturnType<typeof startIn>, signal: NodeJS.Signals): Promise<void> {
  const exited = new Promise((done) => child.once('exit', done));
  if (child.pid && child.exitCode === null) process.kill(-child.pid, signal);
  if (child.exitCode === null) await exited;
}

/** The largest resident memory among a process and its descendants: the company itself, not npm around it. */
async function residentMb(group: number): Promise<number> {
  const sizes = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
        const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(fields[2]) !== group || !command.includes('apps/company')) return 0;
        const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
        return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
      }),
  );
  return Math.max(0, ...sizes);
}
