import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { StartError } from '@atc/core/kernel/errors';
import { freePort, runProgram } from '../host/index.ts';
import { refuseForeign } from '../migrate/index.ts';
import { type Cluster, DATABASE, localUrl, SUPERUSER, tryConnect } from '../postgres/index.ts';

const RECOVERY_S = 120;

/**
 * Gives an unpacked copy the cluster's password, runs a server on it for a moment and asks whether it is a database
 * that this version can go on with; its files are safe on the disk afterwards. Throws a `StartError` when it is not.
 */
export async function tryBackup(copy: Cluster): Promise<void> {
  await givePassword(copy);
  const { binaries, data, log, runAs, note } = copy;
  const port = await freePort();
  const settings = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC`;
  const start = ['start', '-D', data, '-l', log, '-o', settings, '-w', '-t', String(RECOVERY_S), '-s'];
  try {
    await runProgram(binaries.pgCtl, start, runAs).catch((cause) => refuse(log, cause));
    const url = localUrl({ ...note, port }, DATABASE);
    const client = await tryConnect(url);
    if (!client) await refuse(log, null);
    await client?.end();
    await refuseForeign(url);
  } finally {
    await runProgram(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-s'], runAs).catch(() => undefined);
  }
  await runProgram(binaries.initdb, ['--sync-only', '-D', data], runAs);
}

async function refuse(log: string, cause: unknown): Promise<never> {
  const words = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' | ');
  throw new StartError('bad_backup', `no company's database comes up from this backup: ${words}`, { cause });
}

/**
 * The copy knows the password of its own time; a server that only reads its input, and listens nowhere, is told this
 * one.
 */
async function givePassword({ binaries, runAs, data, note }: Cluster): Promise<void> {
  const server = spawn(binaries.postgres, ['--single', '-D', data, 'postgres'], {
    ...runAs,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  server.stdin.on('error', () => undefined);
  server.stdin.end(`ALTER ROLE ${SUPERUSER} PASSWORD '${note.password}'\n`);
  const [code] = await once(server, 'exit');
  if (code !== 0) throw new StartError('bad_backup', 'the database in this backup does not recover');
}
