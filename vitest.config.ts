import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { KILLS } from './chaos/kills.ts';
import { PARITY, WORLDS } from './vitest.parity.config.ts';
import { PROCESSES } from './vitest.processes.config.ts';

export default defineConfig({
  test: {
    include: ['{apps,packages}/*/src/**/*.test.ts', 'scripts/**/*.test.ts', '{bench,chaos,specification}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...KILLS, ...PROCESSES, ...PARITY, WORLDS],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    // Many tests wait for a process or a queue: a third file uses the two cores meanwhile.
    maxWorkers: 3,
    // A test's world is its database: what its files load is loaded once a worker, not once a file.
    isolate: false,
    // Tests start processes by the hundred: what they load is compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url)) },
    testTimeout: 30_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
