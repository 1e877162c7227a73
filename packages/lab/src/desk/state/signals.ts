import type { Signal } from './signal.ts';

/** Every signal that was handed in, refused ones included. */
export interface Signals {
  readonly count: number;
  add(signal: Signal): void;
  find(id: string | undefined): Signal | null;
  /** Whether a signal of this key was handed in before. */
  knows(dedupeKey: string): boolean;
  /** Those handed in since an instant, UTC milliseconds. */
  since(at: number): readonly Signal[];
}

/** No signal yet. */
export function openSignals(): Signals {
  const all: Signal[] = [];
  const byId = new Map<string, Signal>();
  const keys = new Set<string>();
  return {
    get count() {
      return all.length;
    },
    add: (signal) => {
      all.push(signal);
      byId.set(signal.id, signal);
      keys.add(signal.dedupeKey);
    },
    find: (id) => (id === undefined ? null : (byId.get(id) ?? null)),
    knows: (dedupeKey) => keys.has(dedupeKey),
    since: (at) => {
      let from = all.length;
      while (from > 0 && (all[from - 1]?.observedAt.getTime() ?? 0) >= at) from -= 1;
      return all.slice(from);
    },
  };
}
