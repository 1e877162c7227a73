import type { Tried } from './try-mutants.ts';

/** Returns a table with a line for each chapter, and each survivor by file and line. */
export function reportOf(tried: readonly Tried[]): string {
  const chapters = [...Map.groupBy(tried, ({ mutant }) => mutant.chapter)].map(([chapter, all]) => {
    const survived = all.filter(({ noticed }) => !noticed).length;
    const seconds = all.reduce((sum, { ms }) => sum + ms, 0) / 1000;
    return row([chapter, String(all.length), String(survived), `${Math.round(seconds)} s`]);
  });
  const survivors = survivorsOf(tried).map(
    ({ mutant, line }) =>
      `survived: ${mutant.file}:${line} ${mutant.text} -> ${mutant.by} (specification/${mutant.chapter}.test.ts)`,
  );
  const sum = `${tried.length} mutants, ${survivors.length} survivors`;
  return [row(['chapter', 'mutants', 'survivors', 'time']), ...chapters, sum, ...survivors].join('\n');
}

/** Returns the mutants that no test noticed. */
export function survivorsOf(tried: readonly Tried[]): readonly Tried[] {
  return tried.filter(({ noticed }) => !noticed);
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, n) => (n === 0 ? cell.padEnd(16) : cell.padStart(10))).join('');
