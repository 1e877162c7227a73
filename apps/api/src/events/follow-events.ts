import { type EventPosition, listEventsAfter, type StreamedEvent } from '@atc/core/company/events';
import type { Db } from '@atc/core/kernel/db';
import type { EventHub } from './event-hub.ts';
import { isAfter } from './position.ts';

const BATCH = 200;

/** Where a follower's events go. */
export interface Outlet {
  /** Writes one event; false when the client does not keep up. */
  write(event: StreamedEvent): boolean;
  /** Settles when the client has taken what was written, or is gone. */
  drained(): Promise<void>;
  readonly gone: AbortSignal;
  end(): void;
}

/**
 * Writes every event after a position to a client, in the order of their commits, each once, until it is gone. Lives
 * from the hub's news; a client that falls behind reads from the database again, so that nothing piles up in memory.
 */
export async function followEvents(
  db: Db,
  hub: EventHub,
  { from, outlet }: { readonly from: EventPosition; readonly outlet: Outlet },
): Promise<void> {
  let position = from;
  let fallBehind: (() => void) | null = null;
  const write = (event: StreamedEvent): boolean => {
    position = event;
    return outlet.write(event);
  };
  const leaveLive = () => {
    fallBehind?.();
    fallBehind = null;
  };
  const stop = hub.listen({
    news: (events) => {
      for (const event of events) if (fallBehind && isAfter(event, position) && !write(event)) leaveLive();
    },
    closed: () => outlet.end(),
  });
  outlet.gone.addEventListener('abort', () => {
    stop();
    leaveLive();
  });
  while (!outlet.gone.aborted) {
    const events = await listEventsAfter(db, position, BATCH);
    for (const event of events) if (!outlet.gone.aborted && !write(event)) await outlet.drained();
    if (events.length > 0) continue;
    const heard = hub.position();
    // Nothing may happen between this comparison and listening, or an event could fall between the two.
    if (heard === null || isAfter(heard, position)) await hub.started();
    else {
      await new Promise<void>((behind) => {
        fallBehind = behind;
        if (outlet.gone.aborted) behind();
      });
      await outlet.drained();
    }
  }
  stop();
}
