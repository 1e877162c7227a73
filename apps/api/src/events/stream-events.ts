import { type EventPosition, latestPosition, positionOf, type StreamedEvent } from '@atc/core/company/events';
import { errorText } from '@atc/core/kernel/errors';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { callerOf } from '../admission/index.ts';
import { problem, sendProblem } from '../http/index.ts';
import { showEvent } from '../reads/events/view.ts';
import type { Raw } from '../route.ts';
import type { Service } from '../service.ts';
import { endTurn } from '../turns/index.ts';
import { followEvents, type Outlet } from './follow-events.ts';
import { openTelling, type Say } from './tell-moves.ts';

const LAST_WORDS_MS = 1000;
const HEARTBEAT_MS = 15_000;
const DRAIN_PATIENCE_MS = MINUTE_MS;
const ANYTHING_NEW = 'retry: 2000\n\n';

/** The stream of events for browsers and scripts: news from now on, or everything after `Last-Event-ID`. */
export const streamEvents: Raw = {
  summary:
    'Events as they are committed (server-sent events); `Last-Event-ID` goes on after an event. Between them ' +
    '`event: marks` tells what moves, at most once a second, and `event: state` the trading state',
  produces: 'text/event-stream',
  serve: (service) => (req, res) => openStream(service, { req, res }),
};

async function openStream(
  { ctx, hub, pulse, places }: Service,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<void> {
  const lastId = req.headers['last-event-id'];
  if (lastId !== undefined && !z.uuid().safeParse(lastId).success)
    return sendProblem(res, problem('bad_request', 'Last-Event-ID is not the id of an event'));
  if (req.method === 'HEAD') return void res.type('text/event-stream').end();
  // Who left while it was found out who they are closes nothing any more.
  if (res.closed) return;
  const outlet = openOutlet(res);
  // Taken before anything is awaited: of those who come at once none gets a place twice.
  const taken = places.take({ caller: callerOf(req), end: outlet.end });
  if (typeof taken === 'string')
    return sendProblem(res, problem('unavailable', taken, { headers: { 'retry-after': '15' } }));
  res.on('close', taken);
  const known = typeof lastId === 'string' ? await positionOf(ctx.db, lastId) : null;
  const from: EventPosition = known ?? (await latestPosition(ctx.db));
  if (outlet.gone.aborted) return;
  res.set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  // It may stay open for days.
  endTurn(req);
  // An id of another world, after a reset: the client learns that it missed something.
  res.write(lastId !== undefined && !known ? `event: gap\ndata: {}\n${ANYTHING_NEW}` : ANYTHING_NEW);
  res.on('close', pulse.listen(openTelling(outlet.say)));
  await followEvents(ctx.db, hub, { from, outlet }).catch((error: unknown) => {
    // The client comes back with its last id and misses nothing.
    ctx.log.warn({ error: errorText(error) }, 'event stream ended early');
    res.destroy();
  });
}

/** A client of the stream. */
interface Client extends Outlet {
  /** Writes a message that another one will replace; false where there is no room for it now. */
  readonly say: Say;
}

function openOutlet(res: Response): Client {
  const gone = new AbortController();
  const heartbeat = setInterval(() => {
    if (res.headersSent && !res.writableNeedDrain) res.write(': still here\n\n');
  }, HEARTBEAT_MS);
  res.on('error', () => res.destroy());
  res.on('close', () => {
    clearInterval(heartbeat);
    gone.abort();
  });
  return {
    gone: gone.signal,
    write: (event) => res.write(messageOf(event)),
    say: (event, data) => {
      if (res.writableNeedDrain || res.writableEnded) return false;
      res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      return true;
    },
    drained: () => drainOf(res),
    end: () => {
      gone.abort();
      res.end();
      // One who takes nothing any more is not waited for.
      setTimeout(() => res.destroy(), LAST_WORDS_MS).unref();
    },
  };
}

function messageOf(event: StreamedEvent): string {
  return `id: ${event.id}\ndata: ${JSON.stringify(showEvent(event))}\n\n`;
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
