import { StartError } from '@atc/core/kernel/errors';
import { type Note, readNote } from './note.ts';

/** A server was stopped or moved on purpose: nobody is to start it again at its old address. */
export class Withdrawn extends StartError {
  constructor(what: string) {
    super('server_withdrawn', what);
  }
}

/** Throws a `Withdrawn` where the note of a server no longer tells of the one that this process used. */
export async function refuseWithdrawn(name: string, path: string, known: Note): Promise<void> {
  const now = await readNote(path);
  if (!now || now.stopped) throw new Withdrawn(`${name} was stopped by another command`);
  if (now.port !== known.port) throw new Withdrawn(`${name} was started on another port meanwhile`);
}
