import { findBeat } from '../../company/runs/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { anchorWorld, type WorldClock } from '../../kernel/time/index.ts';
import type { LoopContext } from '../context.ts';
import { findNextDue } from '../triggers/index.ts';
import { nextInstant } from './next-instant.ts';
import { readUnfinished, type Unfinished } from './store.ts';

/** Longest hold of company time for work that is due and unfinished (machine time). */
const HOLD_MAX_MS = 30_000;
const REDISPATCH_MS = 2000;
const POLL_MIN_MS = 2;
const POLL_MAX_MS = 40;
const RETRY_MS = 1000;

export interface CalendarContext extends LoopContext {
  readonly clock: WorldClock;
}

export interface Calendar {
  /** Ends after the instant under way; company time stands at its checkpoint. */
  stop(): Promise<void>;
  /** Settles when the recording has been played to its end; never when the calendar is stopped before. */
  readonly ended: Promise<void>;
}

/**
 * Drives company time: from one due instant to the next, held at each until the work due there is done. The only writer
 * of the world's clock; exactly one runs in the fleet.
 */
export function startCalendar(ctx: CalendarContext): Calendar {
  const stopping = new AbortController();
  const ended = Promise.withResolvers<void>();
  const driving = drive(ctx, stopping.signal, ended.resolve);
  return {
    ended: ended.promise,
    stop: async () => {
      stopping.abort();
      await driving;
    },
  };
}

async function drive(ctx: CalendarContext, signal: AbortSignal, tellEnd: () => void): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!(await playInstant(ctx, signal))) return tellEnd();
    } catch (error) {
      ctx.log.error({ error: errorText(error) }, 'the company clock stumbled and tries again');
      await wait(RETRY_MS, signal);
    }
  }
  await anchorWorld(ctx.db, ctx.clock.now(), ctx.clock.now()).catch((error: unknown) =>
    ctx.log.warn({ error: errorText(error) }, 'the clock was not checkpointed'),
  );
}

/** Does what is due at this instant and lets time flow to the next; false at the end of the recording. */
async function playInstant(ctx: CalendarContext, signal: AbortSignal): Promise<boolean> {
  const now = await ctx.clock.refresh();
  await ctx.market.feed?.catchUp(ctx.db, now);
  await dispatch(ctx, now, 0);
  await settle(ctx, now, signal);
  if (signal.aborted) return true;
  const next = nextInstant(now, {
    barClose: ctx.market.nextBarCloseAfter(now),
    ruleDue: await findNextDue(ctx.db),
    beatDue: (await findBeat(ctx.db))?.nextDueAt ?? null,
    endsAt: ctx.clock.world.endsAt,
  });
  if (!next) return false;
  await anchorWorld(ctx.db, departure(ctx, now, next), next);
  await ctx.clock.refresh();
  await wait(ctx.clock.machineMsUntil(next), signal);
  return true;
}

/** From where time flows to the next instant: at any speed from here, at none from there, and with live prices from what the time is. */
function departure({ clock, market }: CalendarContext, now: Date, next: Date): Date {
  if (!Number.isFinite(clock.world.speed)) return next;
  if (!market.feed) return now;
  return new Date(Math.min(next.getTime(), Math.max(now.getTime(), clock.machineNow().getTime())));
}

async function dispatch(ctx: CalendarContext, now: Date, round: number): Promise<void> {
  const at = now.getTime();
  await Promise.all([
    ctx.queues.nudge('price_watch', [{ rowId: `bar-${at}`, nudge: round }]),
    ctx.queues.nudge('proactive', [{ rowId: `due-${at}`, nudge: round }]),
    ctx.queues.nudge('heartbeat', [{ rowId: `due-${at}`, nudge: round }]),
  ]);
}

// Live prices wait for nobody: once the bars were watched, time goes on beside the work that is left.
const isSettled = (left: Unfinished): boolean =>
  left.steps + left.deliveries + left.turns + left.rules + left.beats === 0 && left.watched;

async function settle(ctx: CalendarContext, now: Date, signal: AbortSignal): Promise<void> {
  const begun = ctx.clock.monotonicMs();
  let pause = POLL_MIN_MS;
  let rounds = 1;
  while (!signal.aborted) {
    const left = await readUnfinished(ctx.db, now);
    if (isSettled(left) || (ctx.market.feed && left.watched)) return;
    const heldMs = ctx.clock.monotonicMs() - begun;
    if (heldMs > HOLD_MAX_MS) {
      ctx.log.warn({ ...left }, 'company time goes on although due work is unfinished');
      return;
    }
    // The queue store may have been emptied: ask again under another number.
    if (heldMs > rounds * REDISPATCH_MS) await dispatch(ctx, now, rounds++);
    await wait(pause, signal);
    pause = Math.min(POLL_MAX_MS, pause * 1.5);
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(finish, ms);
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      done();
    }
    signal.addEventListener('abort', finish, { once: true });
  });
}
