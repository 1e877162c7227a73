/** Complains of names that differ from a known one by a letter, or two in a long name. */
export function misspelled(names: readonly string[], known: readonly string[]): readonly string[] {
  return names
    .filter((name) => !known.includes(name) && name.length > 3)
    .flatMap((name) => {
      const near = known.find((one) => distance(name, one) <= (one.length > 7 ? 2 : 1));
      return near ? [`${name} is not a variable of this company: did you mean ${near}?`] : [];
    });
}

/** Letters added, left out, changed, or swapped with the next one. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const swapped = letter === b[j - 1] && other === a[i - 1] ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
