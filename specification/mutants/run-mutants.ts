import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';
import type { Tried } from './try-mutants.ts';

const CHILD = fileURLToPath(new URL('try-mutants.ts', import.meta.url));

/**
 * Tries every mutant in one of the copies of a checkout and returns what became of each, in the order of the list;
 * throws when a copy cannot go on. `told` hears of each at once.
 */
export async function runMutants(
  copies: readonly string[],
  mutants: readonly Mutant[],
  told: (tried: Tried) => void = () => undefined,
): Promise<readonly Tried[]> {
  const waiting = [...mutants.entries()];
  const tried: Tried[] = [];
  const over = new AbortController();
  const work = async (copy: string) => {
    const child = fork(CHILD, { cwd: copy, env: plainEnv(), signal: over.signal });
    child.on('error', () => undefined);
    const ended = once(child, 'exit');
    ended.catch(() => undefined);
    await heard(child);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      child.send(next[1]);
      const answer = (await heard(child)) as Tried;
      tried[next[0]] = answer;
      told(answer);
    }
    child.send(null as never);
    await ended;
  };
  try {
    await Promise.all(copies.map(work));
    return tried;
  } finally {
    over.abort();
  }
}

/** What a test run says of itself would make a run inside of it believe that it is the same. */
function plainEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$|NODE_OPTIONS$)/.test(name)),
  );
}

async function heard(child: ChildProcess): Promise<unknown> {
  const waited = new AbortController();
  const gone = once(child, 'exit', { signal: waited.signal }).then(() => {
    throw new Error('a process that tries mutants has ended');
  });
  gone.catch(() => undefined);
  const [answer] = await Promise.race([once(child, 'message', { signal: waited.signal }), gone]);
  waited.abort();
  return answer;
}
