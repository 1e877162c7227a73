import { spawnSync } from 'node:child_process';
import { StartError } from '@atc/core/kernel/errors';
import type { RunAs } from '../host/index.ts';

/**
 * The user that PostgreSQL must run as: null for ourselves; for root, who may not run it, its own user, made if need
 * be.
 */
export function serverUser(): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const known = lookUp('postgres') ?? (makeUser() ? lookUp('postgres') : null) ?? lookUp('nobody');
  if (known) return known;
  throw new StartError(
    'no_server_user',
    'PostgreSQL refuses to run as root and no user `postgres` could be made: create one, or set DATABASE_URL',
  );
}

/** Whether this user may enter a folder or run a program, whatever the folders above it allow. */
export function canUse(user: RunAs, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...user, cwd: '/' }).status === 0;
}

function lookUp(name: string): RunAs | null {
  const ask = (flag: string) => Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout ?? '', 10);
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid > 0 && gid > 0 ? { uid, gid } : null;
}

function makeUser(): boolean {
  spawnSync('groupadd', ['--system', 'postgres']);
  return spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']).status === 0;
}
