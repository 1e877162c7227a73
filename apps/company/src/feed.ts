import {
  type EventPosition,
  headline,
  latestPosition,
  listEventsAfter,
  type StreamedEvent,
} from '@atc/core/company/events';
import { type AgentId, agentIds } from '@atc/core/company/roster';
import type { BaseDb } from '@atc/core/kernel/db';
import { printable } from '@atc/core/kernel/text';
import { dayOf, sayClock } from '@atc/core/kernel/time';
import picocolors from 'picocolors';

export interface FeedOptions {
  readonly db: BaseDb;
  /** Colours on a terminal, plain lines in a pipe. */
  readonly color: boolean;
  /** How wide the terminal is now: longer lines go on below their own words. Undefined in a pipe. */
  readonly columns?: () => number | undefined;
  readonly timeZone: string;
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
  let position = await latestPosition(options.db);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    position = await showNews(options, position);
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
      await showRest(options, position).catch(() => undefined);
    },
  };
}

async function showNews(options: FeedOptions, after: EventPosition): Promise<EventPosition> {
  const events = await listEventsAfter(options.db, after, BATCH);
  for (const event of events) if (!isQuiet(event)) options.write(lineOf(event, options));
  return events.at(-1) ?? after;
}

async function showRest(options: FeedOptions, after: EventPosition): Promise<void> {
  const next = await showNews(options, after);
  if (next.id !== after.id) await showRest(options, next);
}

const isQuiet = ({ kind }: StreamedEvent): boolean => kind === 'signal.received';

const paint = {
  atlas: (c) => c.magenta,
  sage: (c) => c.yellow,
  scout: (c) => c.cyan,
  growth: (c) => c.green,
  intel: (c) => c.blue,
  observer: (c) => c.gray,
} as const satisfies Record<AgentId, (c: ReturnType<typeof picocolors.createColors>) => (text: string) => string>;

/** One event as a line: company time, who, what; money won or lost in its colour. */
export function lineOf(
  event: Pick<StreamedEvent, 'agentId' | 'title' | 'occurredAt' | 'pnl' | 'kind'>,
  { color, timeZone, columns }: Pick<FeedOptions, 'color' | 'timeZone' | 'columns'>,
): string {
  const c = picocolors.createColors(color);
  const agent = agentIds.find((id) => id === event.agentId) ?? 'observer';
  const when = c.dim(`${dayOf(event.occurredAt, timeZone).slice(5)} ${sayClock(event.occurredAt, timeZone)}`);
  const who = paint[agent](c)(agent.toUpperCase().padEnd(8));
  return (
    `${when}  ${who}  ` +
    `${coloured({ ...event, title: wrapped(printable(headline(event.title, agent)), columns?.()) }, c)}`
  );
}

const INDENT = '01-06 06:30  OBSERVER  '.length;
const NARROWEST = 60;

/** A text over as many lines as it needs, those after the first below where it begins. */
function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < NARROWEST) return text;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns - INDENT)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(INDENT)}`);
}

function coloured(
  event: Pick<StreamedEvent, 'title' | 'pnl' | 'kind'>,
  c: ReturnType<typeof picocolors.createColors>,
): string {
  if (event.kind === 'trade.closed') return Number(event.pnl) >= 0 ? c.green(event.title) : c.red(event.title);
  if (event.kind === 'trade.executed') return c.bold(event.title);
  if (event.kind === 'proposal.rejected' || event.kind === 'signal.refused') return c.dim(event.title);
  return event.title;
}
