import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { KILLS } from './kills.ts';

/** `npm run test:kills`: every suite that kills processes in the middle of their work, many times. */
export default defineConfig({
  test: {
    include: [...KILLS],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    maxWorkers: 2,
    isolate: false,
    // What the hundreds of processes load is compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
