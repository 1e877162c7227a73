import { setTimeout as pause } from 'node:timers/promises';

const STEP_MS = 25;

/**
 * Asks until the answer is not null, then returns it; null when `withinMs` of machine time passed without one. Throws
 * the reason of `signal` when that is aborted meanwhile.
 */
export async function waitFor<T>(
  ask: () => Promise<T | null>,
  withinMs: number,
  signal?: AbortSignal,
): Promise<T | null> {
  const until = performance.now() + withinMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== null || performance.now() > until) return answer;
    await pause(STEP_MS);
  }
}
