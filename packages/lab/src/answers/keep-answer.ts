import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonIn } from '@atc/core/kernel/text';
import { type Answer, answer } from './answer.ts';

const FILE = 'answer.json';

/** Keeps an answer in the folder of what was asked. */
export async function keepAnswer(folder: string, given: Answer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, FILE), `${JSON.stringify(given, null, 2)}\n`);
}

/** The answer that a folder keeps; null where there is none that can be read. */
export async function readAnswer(folder: string): Promise<Answer | null> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => null);
  const read = answer.safeParse(text === null ? null : jsonIn(text));
  return read.success ? read.data : null;
}
