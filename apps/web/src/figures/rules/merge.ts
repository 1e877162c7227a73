import { type Field, isSame, type Value, valueAt } from './field.ts';

/** What somebody else made of a field meanwhile, beside what you make of it. */
export interface Parting {
  readonly field: Field;
  readonly before: Value;
  readonly yours: Value;
  readonly theirs: Value;
  /** Whether both changed it, each to something else. */
  readonly isConflict: boolean;
}

interface Sides {
  readonly before: Value;
  readonly yours: Value;
  readonly theirs: Value;
}

/** The fields that are not on both sides what they were before. */
export function partingsOf(fields: readonly Field[], { before, yours, theirs }: Sides): readonly Parting[] {
  return fields.flatMap((field) => {
    const at = (value: Value) => valueAt(value, field.path);
    const sides = { before: at(before), yours: at(yours), theirs: at(theirs) };
    const [mine, other] = [!isSame(sides.yours, sides.before), !isSame(sides.theirs, sides.before)];
    if (!mine && !other) return [];
    return [{ field, ...sides, isConflict: mine && other && !isSame(sides.yours, sides.theirs) }];
  });
}
