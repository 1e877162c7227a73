import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { mutants } from './list/index.ts';
import { changesOf, mutate, placeOf } from './mutant.ts';
import { reportOf, survivorsOf } from './report.ts';
import { runMutants } from './run-mutants.ts';
import { linkModules } from './scratch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every text of the list is where the list says', () => {
  const gone = mutants.filter((mutant) => placeOf(readFileSync(join(root, mutant.file), 'utf8'), mutant) === null);
  expect(gone).toEqual([]);
});

test('every mutant changes something, and no two are the same', () => {
  expect(mutants.filter(({ text, by }) => text === by)).toEqual([]);
  const made = mutants.map((mutant) => mutate(readFileSync(join(root, mutant.file), 'utf8'), mutant).source);
  expect(new Set(made.map((source, n) => `${mutants[n]?.file}${source}`)).size).toBe(mutants.length);
});

test('a text that is gone, and one whose anchor is there twice, is no place', () => {
  const [change] = changesOf('a', 'a.ts', [['limit', '8', '9']]);
  if (!change) throw new Error('no change');
  expect(placeOf('const limit = 8;', change)).toBe(14);
  expect(placeOf('const limit = 7;', change)).toBeNull();
  expect(placeOf('const limit = 8; const limit = 8;', change)).toBeNull();
  expect(() => mutate('nothing', change)).toThrow('a.ts has no 8 after limit');
});

/** A checkout with two constants, and two chapters that look at one of them each. */
const small = {
  'limits.ts': 'export const trades = 8;\nexport const talks = 8;\n',
  'specification/limits.test.ts': [
    `import { expect, test } from 'vitest';`,
    `import { talks, trades } from '../limits.ts';`,
    `test('trades', () => expect(trades).toBe(8));`,
    `test('talks', () => expect(talks).toBeGreaterThan(0));`,
  ].join('\n'),
  'specification/talks.test.ts': [
    `import { expect, test } from 'vitest';`,
    `import { talks } from '../limits.ts';`,
    `test('talks', () => expect(talks).toBe(8));`,
  ].join('\n'),
  'vitest.config.ts': 'export default {};\n',
};

test('a mutant that no test notices is reported by file and line; one that a test notices is not', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'mutants-'));
  try {
    for (const [file, text] of Object.entries(small)) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), text);
    }
    await linkModules(root, copy);
    const changes = changesOf('limits', 'limits.ts', [
      ['trades', '8', '9'],
      ['talks', '8', '9'],
    ]);
    const other = changesOf('talks', 'limits.ts', [['talks', '8', '7']]);
    const tried = await runMutants([copy], [...changes, ...other]);
    expect(tried.map(({ noticed, line }) => [noticed, line])).toEqual([
      [true, 1],
      [false, 2],
      [true, 2],
    ]);
    expect(survivorsOf(tried)).toEqual([tried[1]]);
    expect(reportOf(tried)).toContain('3 mutants, 1 survivors\nsurvived: limits.ts:2 8 -> 9');
    expect(readFileSync(join(copy, 'limits.ts'), 'utf8')).toBe(small['limits.ts']);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}, 120_000);
