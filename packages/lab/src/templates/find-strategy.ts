import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Prepared, prepareStrategy } from '@atc/core/desk/strategies';
import { errorText, StartError } from '@atc/core/kernel/errors';

/** Where strategies that are data lie. */
const TEMPLATES = fileURLToPath(new URL('../../../../strategies/', import.meta.url));

/**
 * A strategy by the name of a file in `strategies/`, or in another folder, or by a path. Throws a `StartError` that
 * says why not.
 */
export async function findStrategy(name: string, folder = TEMPLATES): Promise<Prepared> {
  const path = name.endsWith('.json') ? name : join(folder, `${name}.json`);
  const made = prepareStrategy(dataOf(path, await textOf({ name, path, folder })));
  if (!made.prepared) throw new StartError('bad_strategy', `${name}: ${made.faults.join('; ')}`);
  return made.prepared;
}

/** The one strategy that a command is about. Throws a `StartError` where another number is named. */
export async function demandStrategy([name, ...others]: readonly string[], command: string): Promise<Prepared> {
  if (name === undefined || others.length > 0)
    throw new StartError('bad_arguments', `${command} takes one strategy, such as trend`);
  return findStrategy(name);
}

/** The names of the strategies of a folder. */
export async function listTemplates(folder = TEMPLATES): Promise<readonly string[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
  return files.map((file) => file.replace('.json', '')).sort();
}

interface Named {
  readonly name: string;
  readonly path: string;
  readonly folder: string;
}

async function textOf({ name, path, folder }: Named): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const names = await listTemplates(folder);
    const message = `there is no strategy ${name}: give a file, or one of ${names.join(', ')}`;
    throw new StartError('unknown_strategy', message, { cause });
  }
}

function dataOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StartError('bad_strategy', `${path} is not JSON: ${errorText(cause)}`, { cause });
  }
}
