import { type EventPosition, type FeedLevel, latestPosition, listEventsAfter } from '@atc/core/company/events';
import type { BaseDb } from '@atc/core/kernel/db';
import { type Look, lineOf } from './line.ts';
import { type Listener, listenAt } from './listen.ts';

export interface FeedOptions extends Look {
  readonly db: BaseDb;
  /** How much of what happens is told. */
  readonly level: FeedLevel;
  readonly write: (line: string) => void;
}

export interface Feed {
  /** Writes what is still unread, then ends. */
  stop(): Promise<void>;
}

const POLL_MS = 200;
const BATCH = 200;

/** Shows what the agents do, a line an event, in the order in which it was committed. */
export async function startFeed(options: FeedOptions): Promise<Feed> {
  const told: Telling = { ...options, hears: listenAt(options.level) };
  let position = await latestPosition(options.db);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    position = await showNews(told, position);
    if (!stopped) timer = setTimeout(() => void run(), POLL_MS);
  };
  let current: Promise<void> = Promise.resolve();
  const run = () => {
    // The feed is a convenience: a database that is away for a moment must not end the company.
    current = look().catch(() => {
      if (!stopped) timer = setTimeout(() => void run(), POLL_MS * 10);
    });
    return current;
  };
  void run();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await current;
      await showRest(told, position).catch(() => undefined);
    },
  };
}

interface Telling extends FeedOptions {
  readonly hears: Listener;
}

async function showNews(options: Telling, after: EventPosition): Promise<EventPosition> {
  const events = await listEventsAfter(options.db, after, BATCH);
  for (const event of events) if (options.hears(event)) options.write(lineOf(event, options));
  return events.at(-1) ?? after;
}

async function showRest(options: Telling, after: EventPosition): Promise<void> {
  const next = await showNews(options, after);
  if (next.id !== after.id) await showRest(options, next);
}
