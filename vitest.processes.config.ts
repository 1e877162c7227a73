import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The suites of `npm run test:processes`: they start the product's own processes and wait for them. */
export const PROCESSES: readonly string[] = [
  'apps/api/src/server/process.test.ts',
  'apps/company/src/{terminal,wiring}.test.ts',
  'apps/web/src/testing/*.test.ts',
  'apps/workers/src/fleet.test.ts',
  'packages/stack/src/launcher/{open-stack,watch-over}.test.ts',
];

export default defineConfig({
  test: {
    include: [...PROCESSES],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    // What they start is busy while they wait.
    maxWorkers: 2,
    isolate: false,
    // What the processes load is compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url)) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
