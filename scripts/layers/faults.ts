import { dirname, posix } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import {
  FILE_LINES,
  isTest,
  MAY_IMPORT,
  MOST_FILES_IN_FOLDER,
  NAMELESS,
  SPEAKS_TABLES,
  TYPES_OF,
  VENDORS,
} from './law.ts';
import type { SourceFile } from './source-file.ts';

const MODEL_VERBS = 'find|create|update|upsert|delete|count|aggregate|groupBy';
const TABLE_CALL = new RegExp(
  `\\b(?:db|tx)\\.(?:\\$(?:queryRaw|executeRaw)\\w*|[a-z]\\w*\\.(?:${MODEL_VERBS})\\w*)\\s*[(\`<]`,
);

/** What one file does against the layer law, one line for each fault. */
export function faultsOf(file: SourceFile): readonly string[] {
  if (isTest(file.path)) return [];
  return [
    ...importsOf(file.text).flatMap((one) => importFaults(file.path, one)),
    ...tableFaults(file),
    ...transactionFaults(file.text),
    ...(NAMELESS.test(file.path) ? ['lives in a folder whose name says nothing: find the noun'] : []),
  ];
}

/** Relative imports that leave a package, in tests too: whoever wants something of another one knocks at its door. */
export function borderFaults({ path, text }: SourceFile): readonly string[] {
  return importsOf(text)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter(({ specifier }) => packageOf(posix.join(posix.dirname(path), specifier)) !== packageOf(path))
    .map(({ specifier }) => `imports ${specifier}, which is another package's: name it by its address, @atc/…`);
}

/** `packages/core`, `apps/api`, …; the project itself for what lies in none of them. */
const packageOf = (path: string) => /^(?:packages|apps)\/\w+(?=\/)/.exec(path)?.[0] ?? '.';

/** What is wrong with the shape of the whole tree: crowded folders, long files. */
export function faultsOfTree(files: readonly SourceFile[]): readonly string[] {
  const sources = files.filter(({ path }) => !isTest(path) && /^(apps|packages)\//.test(path));
  const folders = Map.groupBy(sources, ({ path }) => dirname(path));
  const crowded = [...folders].filter(
    ([, inside]) => inside.filter(({ path }) => !path.endsWith('/index.ts')).length > MOST_FILES_IN_FOLDER,
  );
  const lengths = sources.map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b);
  const at = (share: number) => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;
  const long = (what: string, lines: number, most: number) =>
    lines > most ? [`${what} has ${lines} lines, at most ${most} are allowed`] : [];
  return [
    ...crowded.map(
      ([folder, inside]) =>
        `${folder} holds ${inside.length} source files, at most ${MOST_FILES_IN_FOLDER} are allowed`,
    ),
    ...long('the median source file', at(0.5), FILE_LINES.median),
    ...long('the longest of nine in ten source files', at(0.9), FILE_LINES.ninetieth),
    ...long('the longest source file', at(1), FILE_LINES.longest),
  ];
}

/** The part of the house that a file or package address belongs to: `core/desk`, `agents`, …; null outside of it. */
export function zoneOf(path: string): string | null {
  const inner = /^(packages|apps)\/(\w+)\/src\/(\w[\w-]*)/.exec(path) ?? /^(@atc)\/([\w-]+)\/(\w[\w-]*)/.exec(path);
  if (!inner) return null;
  const [, shelf, name = '', wing = ''] = inner;
  if (name === 'core') return `core/${wing}`;
  // The laboratory's package and its app have one name.
  return shelf === 'apps' && name === 'lab' ? 'lab-app' : name;
}

function importFaults(path: string, { specifier, kind }: Import): readonly string[] {
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
  const [from, to] = [zoneOf(path), zoneOf(target)];
  const typeAlone = from && kind === 'type' && TYPES_OF[from]?.includes(specifier);
  const backwards = from && to && from !== to && !typeAlone && !MAY_IMPORT[from]?.includes(to);
  const banned = VENDORS.find(({ vendor, allowed }) => vendor.test(specifier) && !allowed.test(path));
  return [
    ...(backwards ? [`imports ${specifier}: ${from} may not import ${to}`] : []),
    ...(banned ? [`imports ${specifier}, which only ${banned.allowed.source.replaceAll(/[\\^$]/g, '')} may`] : []),
    ...(specifier.startsWith('.') && passesDoor(path, target)
      ? [`imports ${specifier} past that room's front door, its index.ts`]
      : []),
  ];
}

// A room is a folder directly in a wing of core, or directly in the source of another package.
function roomOf(path: string): string | null {
  return (
    (/^(packages\/core\/src\/\w[\w-]*\/[\w-]+)\//.exec(path) ??
      /^(packages\/(?!core\/)\w+\/src\/[\w-]+)\//.exec(path))?.[1] ?? null
  );
}

function passesDoor(path: string, target: string): boolean {
  const room = roomOf(target);
  return room !== null && room !== roomOf(path) && target !== `${room}/index.ts`;
}

function tableFaults({ path, text }: SourceFile): readonly string[] {
  if (!/^packages\/(core|agents|venues)|^apps\//.test(path) || SPEAKS_TABLES.test(path)) return [];
  const call = TABLE_CALL.exec(text)?.[0];
  return call ? [`speaks to a table (${call.trim()}…): only a store may`] : [];
}

// Inside a transaction the base client waits for a connection that the transaction itself may be holding back.
function transactionFaults(text: string): readonly string[] {
  return [...text.matchAll(/\binTransaction\(/g)].flatMap(({ index }) => {
    const inside = balanced(text, index + 'inTransaction'.length);
    const client = /^\(\s*([\w.]+)\s*,/.exec(inside)?.[1];
    if (!client || client === 'tx') return [];
    const body = inside.slice(inside.indexOf(',') + 1);
    if (/\bqueues\.nudge\(/.test(body)) return ['adds a job before the commit: ask the transaction for it, tx.nudge'];
    const used = new RegExp(`(?<![\\w.])${client.replaceAll('.', '\\.')}(?!\\w)(?!:)`).test(body);
    return used ? [`uses ${client} inside a transaction on it: use the transaction's own client`] : [];
  });
}

function balanced(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(open, at + 1);
  }
  return text.slice(open);
}
