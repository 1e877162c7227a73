import { errorText } from '@atc/core/kernel/errors';
import type { Log } from '@atc/core/kernel/log';

const EVERY_MS = 1000;
const AFTER_TROUBLE_MS = 5000;

/** One reading of what moves, for all clients of this process. */
export interface Pulse<T> {
  /** Tells a listener every reading until it stops listening; returns how to stop. */
  listen(hear: (reading: T) => void): () => void;
  close(): void;
}

/** Opens the pulse: it reads once a second while somebody listens, and not at all otherwise. */
export function openPulse<T>(read: () => Promise<T>, log: Log): Pulse<T> {
  const listeners = new Set<(reading: T) => void>();
  let timer: NodeJS.Timeout | undefined;
  let beating = false;
  const rest = () => {
    clearTimeout(timer);
    beating = false;
  };
  const beat = async (): Promise<number> => {
    const reading = await read();
    for (const hear of [...listeners]) hear(reading);
    return EVERY_MS;
  };
  const run = async (): Promise<void> => {
    const wait = await beat().catch((error: unknown) => {
      log.warn({ error: errorText(error) }, 'what moves cannot be read; tried again');
      return AFTER_TROUBLE_MS;
    });
    if (listeners.size > 0) timer = setTimeout(() => void run(), wait);
    else rest();
  };
  return {
    listen: (hear) => {
      listeners.add(hear);
      if (!beating) {
        beating = true;
        void run();
      }
      return () => listeners.delete(hear);
    },
    close: () => {
      listeners.clear();
      rest();
    },
  };
}
