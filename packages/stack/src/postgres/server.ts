import { readFile } from 'node:fs/promises';
import { StartError } from '@atc/core/kernel/errors';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type pg from 'pg';
import { demandPort, freePort, type Note, runProgram, type Say, waitFor, writeNote } from '../host/index.ts';
import type { Cluster } from './cluster.ts';
import { localUrl, tryConnect } from './connect.ts';
import { runningServer } from './lock-file.ts';

const RECOVERY_MS = 2 * MINUTE_MS;
/** How long a server that is up may take to answer. */
const ANSWER_MS = 30_000;

/** How long a server may take to write down that it was born. */
const UNBORN_MS = 1000;

/** A server that answers. */
export interface Answer {
  readonly note: Note;
  readonly client: pg.Client;
}

export interface Launching {
  /** The line that says it. */
  readonly line: string;
  readonly say: Say;
  /** Others know its address: it comes up there or not at all. */
  readonly keepPort: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The server that runs on a cluster, once it has recovered; null when none runs. Throws a `StartError` when it stays
 * silent.
 */
export async function adopt(cluster: Cluster, signal?: AbortSignal): Promise<Answer | null> {
  // Alive but silent means starting, recovering or stopping: it ends in an answer or in its death.
  const ask = async () => {
    if ((await runningServer(cluster.data)) === null) return 'absent' as const;
    return tryConnect(localUrl(cluster.note, 'postgres'));
  };
  const answer = await waitFor(ask, RECOVERY_MS, signal).catch(async (reason: unknown) => {
    // Nobody uses a server that takes no connection.
    await haltIfRunning(cluster);
    throw reason;
  });
  if (answer === null)
    throw new StartError(
      'postgres_silent',
      `a PostgreSQL runs on ${cluster.data} but does not answer; its log is ${cluster.log}`,
    );
  return answer === 'absent' ? null : { note: cluster.note, client: answer };
}

/**
 * Starts a server on a cluster where none runs and waits for crash recovery. Throws a `StartError` with its last words.
 */
export async function launch(cluster: Cluster, launching: Launching): Promise<Answer> {
  const { say, line, keepPort, signal } = launching;
  say(line);
  const { port: wanted, password } = cluster.note;
  const note = { port: await (keepPort ? demandPort(wanted) : freePort(wanted)), password };
  await writeNote(cluster.notePath, note);
  const failure = await runProgram(
    cluster.binaries.pgCtl,
    startArgs(cluster, { ...launching.settings, port: `${note.port}` }),
    {
      ...cluster.runAs,
      signal,
    },
  ).then(
    () => null,
    (error: unknown) => error,
  );
  if (signal?.aborted) await haltUnborn(cluster);
  signal?.throwIfAborted();
  // On a busy machine a server that is up may be slow to take its first connection.
  const ask = () => tryConnect(localUrl(note, 'postgres'));
  const client = await (failure === null ? waitFor(ask, ANSWER_MS, signal) : ask()).catch(async (reason: unknown) => {
    await haltIfRunning(cluster);
    throw reason;
  });
  if (client) return { note, client };
  throw new StartError('postgres_failed', `PostgreSQL did not start: ${await lastLines(cluster.log)}`, {
    cause: failure,
  });
}

/** Stops a server whose start was broken off: it may have been born already and not have written so. */
async function haltUnborn(cluster: Cluster): Promise<void> {
  await waitFor(async () => (await runningServer(cluster.data)) !== null || null, UNBORN_MS);
  await haltIfRunning(cluster);
}

/** Stops the server of a cluster, whoever is connected; nothing when none runs. */
export async function haltIfRunning(cluster: Cluster): Promise<void> {
  const { binaries, data, runAs } = cluster;
  if ((await runningServer(data)) === null) return;
  await runProgram(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-s'], runAs);
}

function startArgs({ data, log }: Cluster, settings: Readonly<Record<string, string>>): readonly string[] {
  const flags = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  return ['start', '-D', data, '-l', log, '-o', flags, '-w', '-t', String(RECOVERY_MS / 1000), '-s'];
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-3).join(' | ') || `no log in ${path}`;
}
