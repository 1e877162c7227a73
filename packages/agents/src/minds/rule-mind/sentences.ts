/** The sentences of a text, as they were said. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.?!])\s+/);
}
