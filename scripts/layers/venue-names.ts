import { importsOf } from './imports.ts';
import { isTest, ORDINARY_WORDS } from './law.ts';
import type { SourceFile } from './source-file.ts';

const HOUSE = /^packages\/venues\/src\/([\w-]+)\/venue\.ts$/;
/** Who lists venues, who writes the manual, and who says which names are ordinary words. */
const LISTS = /^packages\/venues\/src\/registry\/|^scripts\/docs\/|^scripts\/layers\/law\.ts$/;
/** Texts stay, comments go. */
const TEXT_OR_COMMENT = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Names of venues: the folders that have a `venue.ts`. */
export function venueNamesOf(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path }) => HOUSE.exec(path)?.[1] ?? []);
}

/**
 * Where a venue is named outside of its folder: in identifiers, texts and imports, but for the registry, tests and
 * comments.
 */
export function nameFaults(file: SourceFile, names: readonly string[]): readonly string[] {
  if (isTest(file.path) || LISTS.test(file.path)) return [];
  const code = file.text.replaceAll(TEXT_OR_COMMENT, (part) => (/^\/[/*]/.test(part) ? '' : part));
  return names
    .filter((name) => !file.path.startsWith(`packages/venues/src/${name}/`) && says(code, name))
    .map((name) => `names the venue ${name}: only its folder and the registry may`);
}

/** Whether code names a venue. Where its name is an ordinary word, only as a whole text or a folder of an import. */
function says(code: string, name: string): boolean {
  if (!ORDINARY_WORDS.includes(name)) return code.toLowerCase().includes(name.replaceAll('-', ''));
  return new RegExp(`['"\`/]${name}['"\`/]`).test(code);
}

const TRADES = /^apps\/|^packages\/(?!venues\/)|^packages\/venues\/src\/(registry|house)\//;

/** Imports that load the twin of a venue together with what trades. */
export function twinFaults({ path, text }: SourceFile, names: readonly string[]): readonly string[] {
  const trades = TRADES.test(path) || names.some((name) => path.startsWith(`packages/venues/src/${name}/`));
  if (!trades || isTest(path) || /\/(local|twin)\//.test(path)) return [];
  return importsOf(text)
    .filter(({ specifier, kind }) => kind === 'value' && /^(\.|@atc\/venues\/).*\b(local|twin)(\/|$)/.test(specifier))
    .map(({ specifier }) => `imports ${specifier}: what trades loads no twin, only \`import()\` where one is used may`);
}
