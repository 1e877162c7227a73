import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{apps,packages}/*/src/**/*.test.ts', 'scripts/**/*.test.ts', '{bench,chaos}/**/*.test.ts'],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    // Most of a suite's time is the database's: more files at once than cores would only make each slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
