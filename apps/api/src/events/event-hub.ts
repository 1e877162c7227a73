import { type EventPosition, latestPosition, listEventsAfter, type StreamedEvent } from '@atc/core/company/events';
import type { Db } from '@atc/core/kernel/db';
import { errorText } from '@atc/core/kernel/errors';
import type { Log } from '@atc/core/kernel/log';

const POLL_MS = 250;
const POLL_AFTER_TROUBLE_MS = 2000;
const BATCH = 500;

export interface Listener {
  news(events: readonly StreamedEvent[]): void;
  /** The hub closes: nothing comes after this. */
  closed(): void;
}

/** One reader of the events for all clients of this process. */
export interface EventHub {
  /** How far the hub has told its listeners. Null while nobody listens. */
  position(): EventPosition | null;
  /** Settles as soon as the hub knows its position. */
  started(): Promise<void>;
  /** Tells a listener what commits from the hub's position on; returns how to stop. */
  listen(listener: Listener): () => void;
  listeners(): number;
  close(): void;
}

/** Opens the hub; it asks the database four times a second while somebody listens, and not at all otherwise. */
export function openEventHub(db: Db, log: Log): EventHub {
  const listeners = new Set<Listener>();
  let position: EventPosition | null = null;
  let timer: NodeJS.Timeout | undefined;
  let polling = false;
  const waiting = new Set<() => void>();

  const poll = async (): Promise<number> => {
    position ??= await latestPosition(db);
    const events = await listEventsAfter(db, position, BATCH);
    position = events.at(-1) ?? position;
    for (const go of waiting) go();
    waiting.clear();
    if (events.length > 0) for (const listener of [...listeners]) listener.news(events);
    return events.length === BATCH ? 0 : POLL_MS;
  };
  const run = async (): Promise<void> => {
    const wait = await poll().catch((error: unknown) => {
      log.warn({ error: errorText(error) }, 'events cannot be read; tried again');
      return POLL_AFTER_TROUBLE_MS;
    });
    if (listeners.size > 0) timer = setTimeout(() => void run(), wait);
    else rest();
  };
  const rest = () => {
    clearTimeout(timer);
    polling = false;
    position = null;
  };
  return {
    position: () => position,
    started: () => (position ? Promise.resolve() : new Promise((go) => waiting.add(go))),
    listeners: () => listeners.size,
    listen: (listener) => {
      listeners.add(listener);
      if (!polling) {
        polling = true;
        void run();
      }
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const listener of [...listeners]) listener.closed();
      listeners.clear();
      rest();
    },
  };
}
