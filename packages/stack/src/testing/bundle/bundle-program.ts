import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** A program in few files. */
export interface Bundle {
  /** What Node.js is to run. */
  readonly path: string;
  remove(): Promise<void>;
}

/** Packages that find files of their own beside them. */
const WHOLE = [/^@prisma\/client/, /^msgpackr-extract/, /^pino/, /^thread-stream/];
/** Below the packages of this repository, so that a bundle finds those that are not in it. */
const PLACE = fileURLToPath(new URL('../../../../../node_modules/', import.meta.url));

/**
 * Bundles a TypeScript program that a test starts a hundred times: a process that reads fifteen hundred modules spends
 * two seconds of processor time on that, one that reads a few spends one.
 */
export async function bundleProgram(program: string): Promise<Bundle> {
  const folder = await mkdtemp(join(PLACE, '.program-'));
  const build = await rolldown({ input: program, platform: 'node', external: WHOLE, logLevel: 'silent' });
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  await build.close();
  return {
    path: join(folder, basename(program).replace(/\.ts$/, '.mjs')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
