import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * `npm run test:faults`: every fault of the world in every situation of a position, on whole companies with live
 * prices.
 */
export default defineConfig({
  test: {
    include: ['faults/*.matrix.ts'],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    // Desks wait for bars most of their time.
    maxWorkers: 4,
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)) },
    hookTimeout: 60_000,
  },
});
