import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { KILLS } from './chaos/kills.ts';

export default defineConfig({
  test: {
    include: ['{apps,packages}/*/src/**/*.test.ts', 'scripts/**/*.test.ts', '{bench,chaos}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...KILLS],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    // Most of a suite's time is the database's: more files at once than cores would only make each slower.
    maxWorkers: 2,
    // A test's world is its database: what its files load is loaded once a worker, not once a file.
    isolate: false,
    // Tests start processes by the hundred: what they load is compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url)) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
