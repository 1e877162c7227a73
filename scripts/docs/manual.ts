import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = new URL('../../', import.meta.url);

/** A page of the manual. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page: those of the root and those of `docs/`. */
export function readPages(): readonly Page[] {
  const pagesIn = (folder: string) =>
    readdirSync(fileURLToPath(new URL(folder, root)))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}${name}`);
  return [...pagesIn('./'), ...pagesIn('docs/')].map((found) => {
    const path = found.replace(/^\.\//, '');
    return { path, text: readFileSync(new URL(path, root), 'utf8') };
  });
}

const BLOCK = /^```[\s\S]*?^```$/gm;

/** The text without its blocks of code. */
export function withoutBlocks(text: string): string {
  return text.replace(BLOCK, '');
}

/** The paragraphs and items of a page, without headings, tables and blocks of code. */
export function paragraphsOf(text: string): readonly string[] {
  return withoutBlocks(text)
    .split(/\n\n+|\n(?=\s*(?:[-*]|\d+\.) )/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^[#|<]/.test(part));
}

/** How many sentences a paragraph has. */
export function sentencesIn(paragraph: string): number {
  return [...paragraph.replace(/`[^`]*`/g, 'code').matchAll(/[.!?](?=\s|$)/g)].length;
}
