import { mkdirSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TriedVariant, tried } from '@atc/lab/search';

/** What came of variants so far, kept on disk: a search that was stopped goes on from it. */
export interface TrialFile {
  readonly known: readonly TriedVariant[];
  /** Adds what came of a variant. */
  add(one: TriedVariant): void;
  /** Resolves when everything that was added is on disk. */
  saved(): Promise<void>;
}

/** Opens the file of a search in its folder. A line that a kill cut off is left out. */
export async function openTrialFile(folder: string): Promise<TrialFile> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'trials.jsonl');
  const text = await readFile(path, 'utf8').catch(() => '');
  let writing: Promise<void> = text === '' || text.endsWith('\n') ? Promise.resolve() : appendFile(path, '\n');
  return {
    known: text.split('\n').flatMap(readLine),
    add: (one) => {
      writing = writing.then(() => appendFile(path, `${JSON.stringify(one)}\n`));
    },
    saved: () => writing,
  };
}

function readLine(line: string): readonly TriedVariant[] {
  try {
    const read = tried.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}
