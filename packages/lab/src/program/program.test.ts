import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprintFiles } from './fingerprint-program.ts';
import { fingerprintProgram } from './index.ts';

let root: string;
beforeEach(async () => {
  root = `${await mkdtemp(join(tmpdir(), 'program-'))}/`;
  for (const [path, text] of Object.entries(FILES)) await write(path, text);
});
afterEach(() => rm(root, { recursive: true }));

const FIRST = 'packages/lab/src/play/index.ts';
const FILES = {
  [FIRST]: "import {\n  a,\n  b,\n} from './play.ts';\nimport type { T } from './type.ts';\nexport const x = [a, b];\n",
  'packages/lab/src/play/play.ts': "export * from '@atc/core/desk/money';\nexport { m } from 'mathlib';\n",
  'packages/lab/src/play/type.ts': 'export type T = 1;\n',
  'packages/lab/src/play/thread.ts': 'export const t = 1;\n',
  'packages/core/src/desk/money/index.ts':
    "const url = new URL('../../../../lab/src/play/thread.ts', import.meta.url);\n",
  'packages/core/src/desk/other/index.ts': 'export const o = 1;\n',
  'node_modules/mathlib/package.json': '{ "version": "1.0.0" }',
};

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const changed = async (path: string, text: string): Promise<boolean> => {
  const before = await fingerprintFiles(root, [FIRST]);
  await write(path, text);
  return before !== (await fingerprintFiles(root, [FIRST]));
};

test.each([
  ['a file that is loaded', 'packages/lab/src/play/play.ts', "export * from '@atc/core/desk/money';\n"],
  ['a file of another package', 'packages/core/src/desk/money/index.ts', 'export const m = 2;\n'],
  ['a file that a thread is started with', 'packages/lab/src/play/thread.ts', 'export const t = 2;\n'],
  ['the version of a package', 'node_modules/mathlib/package.json', '{ "version": "1.0.1" }'],
])('%s changes the fingerprint', async (_, path, text) => {
  expect(await changed(path, text)).toBe(true);
});

test.each([
  ['a file that only names types', 'packages/lab/src/play/type.ts'],
  ['a file that nothing loads', 'packages/core/src/desk/other/index.ts'],
])('%s does not', async (_, path) => {
  expect(await changed(path, 'export const z = 9;\n')).toBe(false);
});

test('strategies, the desk and the company each have a fingerprint, worked out once', async () => {
  const all = await Promise.all((['strategy', 'desk', 'company'] as const).map(fingerprintProgram));
  for (const one of all) expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(all).size).toBe(3);
  expect(fingerprintProgram('desk')).toBe(fingerprintProgram('desk'));
});
