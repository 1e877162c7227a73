/** The names of the figures that a sentence has in braces. */
type FigureName<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | FigureName<Rest>
  : never;

/** A figure for each brace of a sentence. */
export type Figures<Sentence extends string> = Readonly<Record<FigureName<Sentence>, string | number>>;

/** Returns the sentence with each `{name}` replaced by its figure. */
export function fillIn<const Sentence extends string>(sentence: Sentence, figures: Figures<Sentence>): string {
  const known: Readonly<Record<string, string | number>> = figures;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(known[name] ?? 'unknown'));
}
