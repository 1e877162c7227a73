/** Numbers of a text that no number of the facts explains: as it is, as a percentage or in basis points, rounded as written. */
export function ungroundedNumbers(text: string, facts: unknown): readonly string[] {
  const known = [...numbersOf(facts)];
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).filter((said) => !known.some((value) => explains(value, said)));
}

const SCALES = [1, 100, 10_000];

function explains(value: number, said: string): boolean {
  const digits = said.split('.')[1]?.length ?? 0;
  // Half a unit of the last place, and a hair for binary fractions.
  return SCALES.some((scale) => Math.abs(Math.abs(value) * scale - Number(said)) <= 0.5000001 * 10 ** -digits);
}

function* numbersOf(facts: unknown): Generator<number> {
  if (typeof facts === 'number') yield facts;
  else if (typeof facts === 'string') yield* (facts.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  else if (facts !== null && typeof facts === 'object')
    for (const value of Object.values(facts)) yield* numbersOf(value);
}
