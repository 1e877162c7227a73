/** Figures and names by what a part of a sentence calls them. */
export type Parts = Readonly<Record<string, string>>;

/** Returns the parts whose every brace is known. */
export function fits(lines: readonly string[], known: Parts): readonly string[] {
  return lines.filter((line) => [...line.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => known[name] !== undefined));
}

/** Returns a part with each brace replaced by what it stands for. */
export function put(line: string, known: Parts): string {
  return line.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '');
}

/** Returns a sentence with a clause behind it, where there is one. */
export function joined(sentence: string, clause: string | null): string {
  return clause === null ? sentence : `${sentence}, ${clause}`;
}

/** Returns a sentence as it is written: with a capital, and an end. */
export function finished(sentence: string): string {
  const written = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
  return /[.?!]$/.test(written) ? written : `${written}.`;
}

/** Returns a sentence as a clause of another: without its end, and without its capital unless that is a name's. */
export function clauseOf(sentence: string): string {
  const bare = sentence.replace(/[.?!]$/, '');
  const [first = ''] = bare.split(' ');
  const isName = first === 'I' || (first.length > 1 && first === first.toUpperCase());
  return isName ? bare : `${bare.charAt(0).toLowerCase()}${bare.slice(1)}`;
}
