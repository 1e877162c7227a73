/** One constant of the specification, changed in the source: where it stands, as it is, and what it is changed to. */
export interface Mutant {
  /** The file of tests that must notice, without its ending: `policies` for `specification/policies.test.ts`. */
  readonly chapter: string;
  /** From the root of the checkout. */
  readonly file: string;
  /** Text that is found once in the file, and that the changed text follows closely or is part of. */
  readonly after: string;
  readonly text: string;
  readonly by: string;
}

/** A change of a list: after which text, what, and what it becomes. */
export type Change = readonly [after: string, text: string, by: string];

/** Returns the changes of one file that the tests of one chapter must notice. */
export function changesOf(chapter: string, file: string, changes: readonly Change[]): readonly Mutant[] {
  return changes.map(([after, text, by]) => ({ chapter, file, after, text, by }));
}

/** How far behind its anchor a text is looked for, in characters. */
const REACH = 900;

/** Returns where the text of a mutant begins in its file; null when it is gone, or its anchor is not one place. */
export function placeOf(source: string, { after, text }: Mutant): number | null {
  const anchor = source.indexOf(after);
  if (anchor < 0 || source.indexOf(after, anchor + 1) >= 0) return null;
  const place = source.indexOf(text, anchor);
  return place < 0 || place - anchor > REACH ? null : place;
}

/** Returns the source with the mutant in it, and the line that it stands on; throws when its text is not there. */
export function mutate(source: string, mutant: Mutant): { readonly source: string; readonly line: number } {
  const place = placeOf(source, mutant);
  if (place === null) throw new Error(`${mutant.file} has no ${mutant.text} after ${mutant.after}`);
  const changed = source.slice(0, place) + mutant.by + source.slice(place + mutant.text.length);
  return { source: changed, line: source.slice(0, place).split('\n').length };
}
