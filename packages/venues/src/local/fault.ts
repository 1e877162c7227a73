/** What a venue may do wrong with one request. */
export type Fault =
  /** The connection breaks. */
  | { readonly kind: 'drop' }
  /** The answer comes late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Another answer than the true one. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterS?: number; readonly body?: unknown }
  /** An answer that is not JSON. */
  | { readonly kind: 'malformed' };

/** Before the request is dealt with, or after it was and before the answer: the caller cannot tell the two apart. */
export type Moment = 'before' | 'after';

export interface Injection {
  readonly path: RegExp;
  readonly moment: Moment;
  readonly fault: Fault;
  /** How many requests it befalls. */
  readonly times: number;
}

export interface Faults {
  inject(injection: Injection): void;
  /**
   * Lets every request from now on fail with a probability, by a roll between 0 and 1; null ends it. Some are told to
   * come back after so many seconds, one unless told.
   */
  plague(roll: (() => number) | null, chance?: number, retryAfterS?: number): void;
  /** The fault that befalls a request at a moment, if any. */
  next(path: string, moment: Moment): Fault | null;
  clear(): void;
}

const plagueOf = (retryAfterS: number): readonly Fault[] => [
  { kind: 'drop' },
  { kind: 'delay', ms: 40 },
  { kind: 'status', status: 500, body: { error_code: 'SYSTEM_ERROR' } },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfterS, body: { error_code: 'TOO_MANY_REQUESTS' } },
  { kind: 'malformed' },
];

/** The faults of one venue: those ordered by hand first, then, while a plague lasts, those of chance. */
export function openFaults(): Faults {
  let waiting: { injection: Injection; left: number }[] = [];
  let plague: { roll: () => number; chance: number; faults: readonly Fault[] } | null = null;
  return {
    inject: (injection) => {
      waiting.push({ injection, left: injection.times });
    },
    plague: (roll, chance = 0.2, retryAfterS = 1) => {
      plague = roll ? { roll, chance, faults: plagueOf(retryAfterS) } : null;
    },
    next: (path, moment) => {
      const found = waiting.find(({ injection }) => injection.moment === moment && injection.path.test(path));
      if (found) {
        found.left -= 1;
        if (found.left <= 0) waiting = waiting.filter((other) => other !== found);
        return found.injection.fault;
      }
      if (!plague || plague.roll() >= plague.chance) return null;
      return plague.faults[Math.floor(plague.roll() * plague.faults.length)] ?? null;
    },
    clear: () => {
      waiting = [];
      plague = null;
    },
  };
}
