/** Whether a database takes a text: without U+0000 and without half a pair of surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** A text without what no database takes; everything else stays as it was said. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Cs}]/gu, '');
}
