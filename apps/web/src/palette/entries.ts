/** Something that the palette leads to. */
export interface Entry {
  readonly name: string;
  readonly kind: string;
  /** An address, or the name of an act. */
  readonly to: string;
}

/** The entries that what was typed fits: all its words, in any order; those that begin with it in front. */
export function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/);
  const fits = entries.filter(({ name, kind }) =>
    words.every((word) => `${name} ${kind}`.toLowerCase().includes(word)),
  );
  const begins = ({ name }: Entry) => Number(name.toLowerCase().startsWith(text));
  return [...fits].sort((a, b) => begins(b) - begins(a));
}
