import { LINE_WIDTH, ONE_ROOM } from './law.ts';
import type { SourceFile } from './source-file.ts';

/** Files whose lines others decide: Prisma's formatter, and the schema's end that the first migration repeats. */
const NOT_OURS = /\.prisma$|^prisma\/(migrations\/|constraints\.sql$)/;
/** Lines of prose that cannot be broken: tables, links and examples that begin with an address. */
const UNBREAKABLE = /^\s*\||\]\(|https?:\/\//;

/** Lines that are wider than the page, each with its number. */
export function widthFaults({ path, text }: SourceFile): readonly string[] {
  if (NOT_OURS.test(path)) return [];
  return text.split('\n').flatMap((line, i) => {
    const mayBeWide = path.endsWith('.md') && UNBREAKABLE.test(line);
    return line.length <= LINE_WIDTH || mayBeWide
      ? []
      : [`${path}:${i + 1} has ${line.length} characters, at most ${LINE_WIDTH} are allowed`];
  });
}

/** Lines that write by hand what one room writes for all. */
export function handmadeFaults({ path, text }: SourceFile): readonly string[] {
  const rules = ONE_ROOM.filter(({ but }) => !but.test(path));
  return text.split('\n').flatMap((line, i) => {
    const rule = rules.find(({ handmade }) => handmade.test(line));
    return rule ? [`${path}:${i + 1} writes by hand what ${rule.room} has: ${rule.instead}`] : [];
  });
}
