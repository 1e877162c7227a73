import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import { jsonIn } from '@atc/core/kernel/text';
import { strategyOf, type Trial } from '@atc/core/loop/trials';
import { hashOf } from './trial-of.ts';

const FOLDER = 'strategies';

/** Keeps what a strategy is beside the ledger, under its fingerprint: what is promoted later is what was tried. */
export async function keepDefinition(folder: string, definition: unknown): Promise<void> {
  await mkdir(join(folder, FOLDER), { recursive: true });
  await writeFile(fileOf(folder, hashOf(definition)), `${JSON.stringify(definition, null, 2)}\n`);
}

/** What the strategy of a trial was. Throws a `StartError` where that is not kept, or was changed. */
export async function readDefinition(folder: string, one: Trial): Promise<unknown> {
  const fingerprint = strategyOf(one);
  const file = fileOf(folder, fingerprint);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StartError('no_definition', `what ${one.strategy} was in run ${one.runId} is not in ${file}`, { cause });
  });
  const definition: unknown = jsonIn(text);
  if (hashOf(definition) === fingerprint) return definition;
  throw new StartError('changed_definition', `${file} was changed: it is not what run ${one.runId} was of`);
}

const fileOf = (folder: string, fingerprint: string): string => join(folder, FOLDER, `${fingerprint}.json`);
