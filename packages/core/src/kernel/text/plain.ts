// Half a surrogate pair, which no database takes, is among them.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Variation_Selector}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Outside text as the company keeps it, on one line: NFKC, invisible and control characters removed, trimmed, cut to
 * `max`.
 */
export function plainText(text: string, max: number): string {
  const visible = text.replace(/\s+/gu, ' ').replace(unseen, '');
  return visible.normalize('NFKC').replace(unseen, '').trim().slice(0, max).replace(unseen, '').trimEnd();
}

/**
 * Text as a terminal or a page may show it, on one line: nothing in it moves a cursor, ends a line, turns the direction
 * of reading or hides. What would have is a space.
 */
export function printable(text: string): string {
  return text.replace(/(?:(?![ \u00a0])[\s\p{Cc}])+/gu, ' ').replace(unseen, '');
}

/** The beginning of a text, at most `max` long; a pair of surrogates stays whole or goes. */
export function cut(text: string, max: number): string {
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}
