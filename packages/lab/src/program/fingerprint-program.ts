import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Loaded, loadedBy } from './import.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Made from the schema of the database, which decides nothing in the lab. */
const GENERATED = '/generated/';
const LENGTH = 16;

/** What is played by: strategies, the company's own desk, or the desk beside the whole company. */
const rooms = {
  strategy: ['search', 'plays', 'evidence', 'walks'].map((room) => `packages/lab/src/${room}/index.ts`),
  desk: ['desk', 'plays'].map((room) => `packages/lab/src/${room}/index.ts`),
  company: ['packages/lab/src/desk/index.ts', 'packages/lab/src/plays/index.ts', 'apps/lab/src/company/index.ts'],
} as const;
export type Played = keyof typeof rooms;

const known = new Map<Played, Promise<string>>();

/**
 * The hash of the code that decides what comes of a play: every source file that it loads, the versions of the packages
 * from outside, and that of Node. It is worked out once in a process.
 */
export function fingerprintProgram(played: Played): Promise<string> {
  const found = known.get(played) ?? fingerprintFiles(ROOT, rooms[played]);
  known.set(played, found);
  return found;
}

/** The hash of some files of a project and of everything that they load, by paths from its root. */
export async function fingerprintFiles(root: string, first: readonly string[]): Promise<string> {
  const texts = new Map<string, string>();
  let fresh: readonly string[] = first;
  const outside = new Set<string>();
  while (fresh.length > 0) {
    const read = await Promise.all(
      fresh.map(async (path) => [path, await readFile(`${root}${path}`, 'utf8')] as const),
    );
    for (const [path, text] of read) texts.set(path, text);
    const loaded = read.flatMap(([path, text]) => loadedBy(path, text));
    for (const one of loaded) if ('outside' in one) outside.add(one.outside);
    fresh = [...new Set(loaded.flatMap(filesOf))].filter((path) => !texts.has(path));
  }
  const versions = await Promise.all([...outside].sort().map((name) => versionOf(root, name)));
  const hash = createHash('sha256').update([process.version, ...versions].join('\n'));
  for (const path of [...texts.keys()].sort()) hash.update(`\n${path}\n${texts.get(path) ?? ''}`);
  return hash.digest('hex').slice(0, LENGTH);
}

const filesOf = (one: Loaded): readonly string[] => ('file' in one && !one.file.includes(GENERATED) ? [one.file] : []);

/** A package's name and version; its name alone where it lies elsewhere. */
async function versionOf(root: string, name: string): Promise<string> {
  const text = await readFile(`${root}node_modules/${name}/package.json`, 'utf8').catch(() => '{}');
  const { version } = JSON.parse(text);
  return `${name} ${version}`;
}
