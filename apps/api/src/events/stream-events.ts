import { type EventPosition, latestPosition, positionOf, type StreamedEvent } from '@atc/core/company/events';
import { errorText } from '@atc/core/kernel/errors';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { problem, sendProblem } from '../http/index.ts';
import { eventView } from '../reads/events/view.ts';
import { show } from '../reads/view.ts';
import type { Raw } from '../route.ts';
import type { EventHub } from './event-hub.ts';
import { followEvents, type Outlet } from './follow-events.ts';

const MOST_CLIENTS = 200;
const HEARTBEAT_MS = 15_000;
const DRAIN_PATIENCE_MS = 60_000;
const ANYTHING_NEW = 'retry: 2000\n\n';

/** The stream of events for browsers and scripts: news from now on, or everything after `Last-Event-ID`. */
export const streamEvents: Raw = {
  summary: 'Events as they are committed (server-sent events); `Last-Event-ID` goes on after an event',
  produces: 'text/event-stream',
  serve:
    ({ ctx, hub }) =>
    (req, res) =>
      openStream(ctx, hub, { req, res }),
};

async function openStream(
  ctx: ApiContext,
  hub: EventHub,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<void> {
  const lastId = req.headers['last-event-id'];
  if (lastId !== undefined && !z.uuid().safeParse(lastId).success)
    return sendProblem(res, problem('bad_request', 'Last-Event-ID is not the id of an event'));
  if (hub.listeners() >= MOST_CLIENTS) return sendProblem(res, problem('unavailable', 'too many streams are open'));
  const known = typeof lastId === 'string' ? await positionOf(ctx.db, lastId) : null;
  const from: EventPosition = known ?? (await latestPosition(ctx.db));
  res.set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  // An id of another world, after a reset: the client learns that it missed something.
  res.write(lastId !== undefined && !known ? `event: gap\ndata: {}\n${ANYTHING_NEW}` : ANYTHING_NEW);
  const outlet = openOutlet(res);
  await followEvents(ctx.db, hub, { from, outlet }).catch((error: unknown) => {
    // The client comes back with its last id and misses nothing.
    ctx.log.warn({ error: errorText(error) }, 'event stream ended early');
    res.destroy();
  });
}

function openOutlet(res: Response): Outlet {
  const gone = new AbortController();
  const heartbeat = setInterval(() => {
    if (!res.writableNeedDrain) res.write(': still here\n\n');
  }, HEARTBEAT_MS);
  res.on('error', () => res.destroy());
  res.on('close', () => {
    clearInterval(heartbeat);
    gone.abort();
  });
  return {
    gone: gone.signal,
    write: (event) => res.write(messageOf(event)),
    drained: () => drainOf(res),
    end: () => void res.end(),
  };
}

function messageOf(event: StreamedEvent): string {
  return `id: ${event.id}\ndata: ${JSON.stringify(show(eventView, event))}\n\n`;
}

function drainOf(res: Response): Promise<void> {
  if (!res.writableNeedDrain || res.destroyed) return Promise.resolve();
  return new Promise((done) => {
    const patience = setTimeout(() => res.destroy(), DRAIN_PATIENCE_MS);
    const end = () => {
      clearTimeout(patience);
      res.off('drain', end).off('close', end);
      done();
    };
    res.on('drain', end).on('close', end);
  });
}
