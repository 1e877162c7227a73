import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVitest, type TestSpecification } from 'vitest/node';
import { type Mutant, mutate } from './mutant.ts';

// A child process whose working folder is a copy of a checkout: it puts one mutant after the other into the copy, runs
// the tests of its chapter, and says of each what became of it.

/** What became of a mutant. */
export interface Tried {
  readonly mutant: Mutant;
  readonly line: number;
  /** A test failed with it. */
  readonly noticed: boolean;
  readonly ms: number;
}

const root = process.cwd();
const vitest = await createVitest({
  root,
  watch: false,
  reporters: [{}],
  maxWorkers: 1,
  // What a mutant changed must not be in the memory of the next; a thread begins twice as fast as a process.
  isolate: true,
  pool: 'threads',
  include: ['specification/*.test.ts'],
});

const passes = async (specs: readonly TestSpecification[]) => {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([...specs]);
  // What is returned holds the files of runs before as well.
  const own = testModules.filter(({ moduleId }) => specs.some((spec) => spec.moduleId === moduleId));
  const passed = own.length > 0 && own.every((module) => module.state() === 'passed');
  return passed && unhandledErrors.length === 0;
};

const sound = new Map<string, readonly TestSpecification[]>();

/** The tests of a chapter; throws when they fail without any mutant. */
async function testsOf(chapter: string): Promise<readonly TestSpecification[]> {
  const known = sound.get(chapter);
  if (known) return known;
  const specs = await vitest.globTestSpecifications([join(root, `specification/${chapter}.test.ts`)]);
  if (!(await passes(specs))) throw new Error(`the tests of ${chapter} fail without a mutant`);
  sound.set(chapter, specs);
  return specs;
}

async function tryMutant(mutant: Mutant): Promise<Tried> {
  const specs = await testsOf(mutant.chapter);
  const begun = performance.now();
  const path = join(root, mutant.file);
  const original = await readFile(path, 'utf8');
  const { source, line } = mutate(original, mutant);
  const put = async (text: string) => {
    await writeFile(path, text);
    vitest.invalidateFile(path);
  };
  await put(source);
  const noticed = !(await passes(specs));
  await put(original);
  return { mutant, line, noticed, ms: performance.now() - begun };
}

process.on('message', async (mutant: Mutant | null) => {
  if (mutant === null) return end();
  try {
    process.send?.(await tryMutant(mutant));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    await end();
  }
});
process.send?.('ready');

async function end(): Promise<void> {
  await vitest.close();
  process.disconnect();
}
