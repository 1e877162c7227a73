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
    hookTimeout: 60_000,
  },
});
