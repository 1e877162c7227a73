/** How long somebody waits for jobs that are to run later (machine time); those that run are waited for to the end. */
const LATER_MS = 30_000;

/** Those who wait until a line is idle. */
export interface Idleness {
  /** Settles with the next `tell`, when the signal is aborted, or when for half a minute nothing has run. */
  until(signal: AbortSignal): Promise<void>;
  tell(): void;
}

/** Opens a place to wait for a line to be idle. */
export function openIdleness(isBusy: () => boolean): Idleness {
  const waiting = new Set<() => void>();
  return {
    until: (signal) =>
      new Promise((done) => {
        const wake = () => {
          waiting.delete(wake);
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          done();
        };
        const timer = setTimeout(() => (isBusy() ? timer.refresh() : wake()), LATER_MS);
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      }),
    tell: () => {
      for (const wake of waiting) wake();
    },
  };
}
