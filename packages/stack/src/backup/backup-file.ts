import { join, resolve } from 'node:path';

/** `upgrade`: taken by itself before the database is migrated; `asked`: by whoever asked for it, and never deleted. */
export type Occasion = 'asked' | 'upgrade';

const UPGRADES_KEPT = 3;
const BACKUP = /^(asked|upgrade)-\d{8}T\d{6}Z\.tar\.gz$/;

/** The folder of a data folder's backups. */
export function backupsIn(dataDir: string): string {
  return join(resolve(dataDir), 'backups');
}

/** The name of a backup that is taken now. */
export function backupName(occasion: Occasion, now: Date): string {
  return `${occasion}-${now.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}.tar.gz`;
}

/** The backups among the names of a folder, the newest first. */
export function newestFirst(names: readonly string[]): readonly string[] {
  const taken = (name: string) => name.slice(name.indexOf('-'));
  return names.filter((name) => BACKUP.test(name)).sort((a, b) => taken(b).localeCompare(taken(a)));
}

/** The backups that are too many: those that were taken by themselves, less the last few. */
export function tooMany(names: readonly string[]): readonly string[] {
  return newestFirst(names)
    .filter((name) => name.startsWith('upgrade-'))
    .slice(UPGRADES_KEPT);
}
