import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

// Builds the pages into `dist`: `node apps/web/build.ts`, or `RUNTIME=react` for React itself instead of Preact.
const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const next = join(root, `dist-${process.pid}`);
const old = `${next}-old`;
const SMALLEST_BYTES = 1024;

const preact = [
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
];

const [brotliOf, gzipOf] = [promisify(brotliCompress), promisify(gzip)];

try {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: process.env.RUNTIME === 'react' ? [] : preact },
    build: {
      outDir: next,
      target: 'es2023',
      cssMinify: 'lightningcss',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: 'manifest.json',
      reportCompressedSize: false,
      // Libraries mark what runs in browsers alone; here everything does.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  });
  await compress(join(next, 'assets'));
  await swap();
} finally {
  await Promise.all([next, old].map((folder) => rm(folder, { recursive: true, force: true })));
}

/** Writes `.br` and `.gz` beside each file that is worth it. */
async function compress(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    if (bytes.length < SMALLEST_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(join(folder, `${name}.br`), await brotliOf(bytes, { params }));
    await writeFile(join(folder, `${name}.gz`), await gzipOf(bytes, { level: constants.Z_BEST_COMPRESSION }));
  }
}

// A company that runs meanwhile serves the old pages or the new ones, never half of them.
async function swap(): Promise<void> {
  await mkdir(dist, { recursive: true });
  await rename(dist, old);
  await rename(next, dist);
}
