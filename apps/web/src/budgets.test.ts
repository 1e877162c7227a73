import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = join(import.meta.dirname, '../dist');

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}

const manifest: Readonly<Record<string, Chunk>> = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'));

/** A chunk and all that it cannot run without. */
function withImports(name: string): ReadonlySet<string> {
  const chunk = manifest[name];
  return new Set([chunk?.file ?? name, ...(chunk?.imports ?? []).flatMap((one) => [...withImports(one)])]);
}

const besides = (known: ReadonlySet<string>, name: string) => [...withImports(name)].filter((file) => !known.has(file));

async function packedKb(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(join(dist, file))).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

const first = withImports('index.html');
const pages = Object.keys(manifest).filter((name) => name.startsWith('src/pages/'));

test('what runs before anything is seen is at most 45 KB', async () => {
  expect(await packedKb(first)).toBeLessThanOrEqual(45);
});

test('there are pages that are loaded when they are looked at', () => {
  expect(pages.length).toBeGreaterThan(2);
});

test.each(pages)('%s loads at most 12 KB of its own', async (page) => {
  expect(await packedKb(besides(first, page))).toBeLessThanOrEqual(12);
});

test('charts are at most 62 KB, and no page waits for them', async () => {
  const charts = besides(first, 'src/charts/draw.ts');
  expect(await packedKb(charts)).toBeLessThanOrEqual(62);
  const file = manifest['src/charts/draw.ts']?.file ?? '';
  for (const name of ['index.html', ...pages]) expect([...withImports(name)]).not.toContain(file);
});

test('styles are at most 10 KB', async () => {
  const styles = new Set(Object.values(manifest).flatMap(({ css }) => css ?? []));
  expect(styles.size).toBeGreaterThan(0);
  expect(await packedKb(styles)).toBeLessThanOrEqual(10);
});
