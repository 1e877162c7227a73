import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  interface ProvidedContext {
    chaosSeed: string;
  }
}

/** `npm run test:chaos`: the whole of what `chaos.test.ts` samples. `CHAOS_SEED` draws other kills and faults. */
export default defineConfig({
  test: {
    include: ['chaos/whole.ts'],
    globalSetup: 'packages/stack/src/testing/run-servers.ts',
    provide: { chaosSeed: process.env.CHAOS_SEED ?? '1' },
    // What the hundreds of processes load is compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)) },
    hookTimeout: 60_000,
  },
});
