import type { Job } from './dispatcher.ts';

/** Jobs that are to run later, by their ids. */
export interface Later {
  readonly size: () => number;
  has(id: string): boolean;
  put(id: string, job: Job, delayMs: number): void;
  forget(): void;
}

/** Opens a place for jobs that are to run later; each comes when its time has come (machine time). */
export function openLater(come: (job: Job) => void): Later {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    size: () => timers.size,
    has: (id) => timers.has(id),
    put: (id, job, delayMs) => {
      clearTimeout(timers.get(id));
      const ring = () => {
        timers.delete(id);
        come(job);
      };
      timers.set(id, setTimeout(ring, delayMs));
    },
    forget: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
