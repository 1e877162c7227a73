import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The suites of `npm run test:parity`: they play days with the whole company, which takes minutes. */
export const PARITY = [
  'apps/lab/src/parity.test.ts',
  'apps/lab/src/company-tests.test.ts',
  'apps/lab/src/promoted.test.ts',
  'apps/lab/src/replay.test.ts',
  'apps/lab/src/triggers.test.ts',
  'apps/lab/src/play/ablate-company.test.ts',
];

/** Two hundred worlds without an edge and fifty with one, judged: ten seconds of computing. */
export const WORLDS = 'packages/lab/src/promotion/worlds.test.ts';

export default defineConfig({
  test: {
    include: [...PARITY, WORLDS],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url)) },
    hookTimeout: 60_000,
  },
});
