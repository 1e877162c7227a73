import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TokenKeep } from '../adapter/session.ts';

/** Keeps a token in a file that nobody else may read, written whole or not at all. */
export function tokenFile(file: string): TokenKeep {
  return {
    read: async () => (await readFile(file, 'utf8').catch(() => '')).trim() || null,
    write: async (token) => {
      await mkdir(dirname(file), { recursive: true });
      const next = `${file}.${process.pid}`;
      await writeFile(next, `${token}\n`, { mode: 0o600 });
      await rename(next, file);
    },
  };
}
