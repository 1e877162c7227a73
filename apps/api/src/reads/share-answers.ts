/** Answers that cost much, made once for all who ask at the same time. */
export interface SharedAnswers {
  /** The answer of that name: the one that is being made, the one that a crowd has just got, or else a fresh one. */
  of<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** Something was changed: whoever asks from now on gets a fresh answer. */
  forget(): void;
}

interface Shared {
  readonly answer: Promise<unknown>;
  /** Whether somebody else came while it was made. */
  crowded: boolean;
  /** Until when it is given again; null while it is made. */
  goodUntil: number | null;
}

/** How long a crowd gets the same answer. One who asks alone always gets a fresh one. */
const CROWD_MS = 2000;

/** Opens the answers of this process. `nowMs` is a monotonic clock. */
export function openSharedAnswers(nowMs: () => number): SharedAnswers {
  const known = new Map<string, Shared>();
  const start = (name: string, make: () => Promise<unknown>): Shared => {
    const answer = make();
    const shared: Shared = { answer, crowded: false, goodUntil: null };
    known.set(name, shared);
    const keep = (keptMs: number) => {
      shared.goodUntil = nowMs() + keptMs;
      if (keptMs === 0 && known.get(name) === shared) known.delete(name);
    };
    answer.then(
      () => keep(shared.crowded ? CROWD_MS : 0),
      () => keep(0),
    );
    return shared;
  };
  const find = (name: string): Shared | undefined => {
    const shared = known.get(name);
    if (!shared || (shared.goodUntil !== null && nowMs() >= shared.goodUntil)) return undefined;
    if (shared.goodUntil === null) shared.crowded = true;
    return shared;
  };
  return {
    of: <T>(name: string, make: () => Promise<T>) => (find(name) ?? start(name, make)).answer as Promise<T>,
    forget: () => known.clear(),
  };
}
