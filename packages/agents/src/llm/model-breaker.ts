/** Keeps a process from asking a model that fails. */
export interface ModelBreaker {
  /** Why nobody is asked now; null when they may be. */
  whyOpen(): string | null;
  failed(why: string, afterMs: number | null): void;
  answered(): void;
}

const FAILURES = 3;
const OPEN_MS = 60_000;

/** Opens for a minute after three failures in a row, or for as long as a server asks for; then one answer closes it. */
export function openModelBreaker(now: () => number = () => performance.now()): ModelBreaker {
  let failures = 0;
  let openUntil = 0;
  let last = '';
  return {
    whyOpen: () => (now() < openUntil ? last : null),
    failed: (why, afterMs) => {
      failures += 1;
      last = why;
      if (afterMs !== null) openUntil = Math.max(openUntil, now() + afterMs);
      if (failures >= FAILURES) openUntil = Math.max(openUntil, now() + OPEN_MS);
    },
    answered: () => {
      failures = 0;
      openUntil = 0;
    },
  };
}
