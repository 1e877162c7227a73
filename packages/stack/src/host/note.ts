import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** How to reach a private server; kept beside its data so that the next start finds it again. */
export const note = z.object({
  port: z.number().int().min(1).max(65_535),
  password: z.string().min(16),
  /** Stopped on purpose: whoever used the server does not start it again. */
  stopped: z.literal(true).optional(),
});

export type Note = z.infer<typeof note>;

/** The note in this file; null when there is none or it cannot be understood. */
export async function readNote(path: string): Promise<Note | null> {
  try {
    return note.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Writes the note whole or not at all, readable by this user only. */
export async function writeNote(path: string, content: Note): Promise<void> {
  // One name, not one a process: what a killed start leaves of it, with its password, the next one overwrites.
  const fresh = `${path}.part`;
  await writeFile(fresh, `${JSON.stringify(note.parse(content))}\n`, { mode: 0o600 });
  await rename(fresh, path);
}

/** Whether an address names a database of the private server of this note, which listens on the loopback. */
export async function isNoted(path: string, url: string, database: string): Promise<boolean> {
  const known = await readNote(path);
  if (!known || !URL.canParse(url)) return false;
  const { hostname, port, pathname } = new URL(url);
  return hostname === '127.0.0.1' && Number(port) === known.port && pathname.slice(1) === database;
}
