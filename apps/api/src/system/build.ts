import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import about from '../../package.json' with { type: 'json' };

/** Which version of the company answers. */
export interface Build {
  readonly version: string;
  /** A hash of the code that answers and of the pages that it serves: another one after every update. */
  readonly id: Promise<string>;
}

export const VERSION: string = about.version;
const HOUSE = fileURLToPath(new URL('../../../../', import.meta.url));
const SERVED = ['apps/api/src/**/*.ts', 'apps/web/dist/index.html'];
const LENGTH = 12;

/** Reads what is served as it stands when the process starts. */
export function readBuild(): Build {
  return { version: VERSION, id: hashOf(HOUSE, SERVED) };
}

/** A hash of files below a folder, by their paths and contents. */
export async function hashOf(root: string, patterns: readonly string[]): Promise<string> {
  const paths: string[] = [];
  for await (const path of glob([...patterns], { cwd: root })) paths.push(path);
  paths.sort();
  const texts = await Promise.all(paths.map((path) => readFile(`${root}/${path}`)));
  const hash = createHash('sha256');
  for (const [i, path] of paths.entries()) hash.update(`${path}\0`).update(texts[i] ?? '');
  return hash.digest('hex').slice(0, LENGTH);
}
