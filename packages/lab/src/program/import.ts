import { dirname, join } from 'node:path/posix';

/** A file that another one loads, or a package from outside. */
export type Loaded = { readonly file: string } | { readonly outside: string };

const LOADED = [
  /(?:^|\n)\s*(?:import|export)\s(?!type\s)[^'";]*?from\s*'([^']+)'/g,
  /(?:^|\n)\s*import\s*'([^']+)'/g,
  /\bimport\('([^']+)'\)/g,
  /new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g,
] as const;
const APPS: ReadonlySet<string> = new Set(['api', 'company', 'workers']);
const OWN = /^@atc\/([a-z-]+)\/(.+)$/;

/** Everything that a source file loads when it runs, by its path from the project's root. Types are not loaded. */
export function loadedBy(path: string, text: string): readonly Loaded[] {
  const names = LOADED.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []));
  return names.flatMap((name) => resolved(path, name));
}

function resolved(path: string, name: string): readonly Loaded[] {
  if (name.startsWith('node:')) return [];
  if (name.startsWith('.')) return [{ file: join(dirname(path), name) }];
  const [, home, room] = OWN.exec(name) ?? [];
  if (home && room) return [{ file: `${APPS.has(home) ? 'apps' : 'packages'}/${home}/src/${room}/index.ts` }];
  const parts = name.split('/');
  return [{ outside: parts.slice(0, name.startsWith('@') ? 2 : 1).join('/') }];
}
