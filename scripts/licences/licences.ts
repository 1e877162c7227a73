import type { Exception } from './law.ts';

/**
 * A package of the lock file with what the lock and the package itself say of its licence; null where one says nothing.
 */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly locked: string | null;
  /** Undefined: it is not installed here, such as a program for another system. */
  readonly installed: string | null | undefined;
}

export interface LicenceLaw {
  readonly allowed: ReadonlySet<string>;
  readonly exceptions: readonly Exception[];
}

/**
 * What is wrong with the licences of these packages, a line each; exceptions that nothing needs any more among them.
 */
export function licenceFaults(packages: readonly LockedPackage[], law: LicenceLaw): readonly string[] {
  const unused = law.exceptions.filter((exception) => !packages.some(({ name }) => stands(exception, name)));
  return [
    ...packages.flatMap((locked) => faultOf(locked, law) ?? []),
    ...unused.map(({ name }) => `${name}: there is an exception for it in law.ts, and no such package`),
  ];
}

function faultOf({ name, version, locked, installed }: LockedPackage, law: LicenceLaw): string | null {
  const said = installed === undefined ? locked : installed;
  const which = `${name}@${version}`;
  // The lock file leaves out what a package says in a form of long ago.
  if (locked !== null && installed !== undefined && locked !== installed)
    return `${which}: the lock file says ${locked}, the installed package ${installed ?? 'nothing'}`;
  const exception = law.exceptions.find((one) => stands(one, name));
  if (exception) {
    if (exception.says === said) return null;
    return `${which}: it says ${said ?? 'nothing'} and its exception in law.ts is for ${exception.says ?? 'nothing'}`;
  }
  if (said === null) return `${which}: it says nothing of its licence`;
  return isAllowed(said, law.allowed) ? null : `${which}: ${said} is not allowed`;
}

function stands({ name: pattern }: Exception, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether an SPDX expression lets us use a package: one side of an OR is enough, of an AND every side is needed. */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const bare = expression.trim();
  if (allowed.has(bare)) return true;
  const anyOf = sides(bare, ' OR ');
  if (anyOf.length > 1) return anyOf.some((side) => isAllowed(side, allowed));
  const allOf = sides(bare, ' AND ');
  if (allOf.length > 1) return allOf.every((side) => isAllowed(side, allowed));
  return bare.startsWith('(') && bare.endsWith(')') && isAllowed(bare.slice(1, -1), allowed);
}

/** An expression cut at a word, where that stands outside of brackets. */
function sides(expression: string, word: string): readonly string[] {
  const found: string[] = [''];
  let depth = 0;
  for (let at = 0; at < expression.length; ) {
    const letter = expression.charAt(at);
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    const cut = depth === 0 && expression.startsWith(word, at);
    if (cut) found.push('');
    else found[found.length - 1] += letter;
    at += cut ? word.length : 1;
  }
  return found;
}

/** What a manifest says of its licence, also in the forms of long ago; null when it says nothing. */
export function licenceOf(manifest: Readonly<Record<string, unknown>>): string | null {
  const said = manifest.license ?? manifest.licenses ?? null;
  const list = Array.isArray(said) ? said : [said];
  const names = list.map((one) => (isTyped(one) ? one.type : one)).filter((one) => typeof one === 'string');
  return names.length > 0 ? names.join(', ') : null;
}

const isTyped = (value: unknown): value is { readonly type: unknown } =>
  typeof value === 'object' && value !== null && 'type' in value;
