import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';

/**
 * Keeps a process from asking a server that fails, and from paying a model that never gives an answer that can be used.
 */
export interface ModelBreaker {
  /** Why a model is not asked now; null when it may be. */
  whyOpen(model: string): string | null;
  /** The server gave nothing. */
  failed(why: string, afterMs: number | null): void;
  /** The server gave an answer, whatever it is worth. */
  answered(): void;
  /** Whether what was asked of a model could be used in the end. */
  judged(model: string, usable: boolean): void;
}

const FAILURES = 3;
const OPEN_MS = MINUTE_MS;
const UNUSABLE = 5;
const FIRST_REST_MS = 10 * MINUTE_MS;
const LONGEST_REST_MS = DAY_MS;

interface Worth {
  readonly unusable: number;
  readonly restMs: number;
  readonly until: number;
}

const UNKNOWN: Worth = { unusable: 0, restMs: 0, until: 0 };

/**
 * Opens for a minute after three failures of the server in a row, or for as long as it asks for; then one answer closes
 * it. A model whose answers could not be used five times in a row rests for ten minutes, and twice as long after each
 * further one, a day at most; a usable answer ends that.
 */
export function openModelBreaker(now: () => number = () => performance.now()): ModelBreaker {
  const models = new Map<string, Worth>();
  let failures = 0;
  let openUntil = 0;
  let last = '';
  return {
    whyOpen: (model) => {
      if (now() < openUntil) return last;
      const { unusable, until } = models.get(model) ?? UNKNOWN;
      if (now() >= until) return null;
      const minutes = Math.ceil((until - now()) / MINUTE_MS);
      return `${model} gave no usable answer ${unusable} times in a row and is asked again in ${minutes} minutes`;
    },
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
    judged: (model, usable) => {
      models.set(model, usable ? UNKNOWN : worse(models.get(model) ?? UNKNOWN, now()));
    },
  };
}

function worse({ unusable, restMs }: Worth, now: number): Worth {
  if (unusable + 1 < UNUSABLE) return { ...UNKNOWN, unusable: unusable + 1 };
  const longer = restMs === 0 ? FIRST_REST_MS : Math.min(restMs * 2, LONGEST_REST_MS);
  return { unusable: unusable + 1, restMs: longer, until: now + longer };
}
