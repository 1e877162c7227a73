import { errorText } from '../../../kernel/errors/index.ts';
import type { CalendarHold } from '../../../kernel/identity/index.ts';
import { troubleOf } from '../../../kernel/log/index.ts';
import { MINUTE_MS } from '../../../kernel/time/index.ts';
import { type Anchor, anchorWorld, type WorldClock } from '../../../kernel/world/index.ts';
import type { LoopContext } from '../../context.ts';
import { type Due, moveOn, readUnfinished, type Unfinished } from '../store.ts';
import { askForJobs } from './ask-for-jobs.ts';
import { nextInstant } from './next-instant.ts';
import { openAheadTeller } from './tell-ahead.ts';

/** Longest hold of company time for work that is due and unfinished (machine time). */
const HOLD_MAX_MS = 30_000;
const REDISPATCH_MS = 2000;
const POLL_MIN_MS = 2;
const POLL_MAX_MS = 40;
const RETRY_MS = 1000;
const LEAP_MS = MINUTE_MS;
/** How often one that stands by looks what the time is, and whether nobody moves it any more. */
const STAND_BY_MS = 250;

export interface CalendarContext extends LoopContext {
  readonly clock: WorldClock;
  /** Without it company time is only followed. */
  readonly calendar: CalendarHold;
}

export interface Calendar {
  /** Ends after the instant under way; company time stands at its checkpoint. */
  stop(): Promise<void>;
  /** Settles when the recording has been played to its end; never when the calendar is stopped before. */
  readonly ended: Promise<void>;
}

/**
 * Drives company time: from one due instant to the next, held at each until the work due there is done. The only writer
 * of the world's clock is the one that holds the calendar; others follow and stand by to take it.
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
  const tellAhead = openAheadTeller(ctx);
  const tell = troubleOf(ctx.log);
  const plays: Playing = { signal, due: null };
  while (!signal.aborted) {
    try {
      if (!(await holds(ctx, plays))) continue;
      if (!(await playInstant(ctx, plays))) return tellEnd();
      await tellAhead();
    } catch (error) {
      tell(error, 'the company clock stumbled and tries again');
      await wait(RETRY_MS, signal);
    }
  }
  const now = ctx.clock.now();
  if (ctx.calendar.fence !== null)
    await anchorWorld(ctx.db, { company: now, horizon: now }, ctx.calendar.fence).catch((error: unknown) =>
      ctx.log.warn({ error: errorText(error) }, 'the clock was not checkpointed'),
    );
}

interface Playing {
  readonly signal: AbortSignal;
  /** What came next when the last instant was played out; null: that is not known. */
  due: Due | null;
}

/** Whether this process may move company time; follows it for a moment when it may not. */
async function holds({ calendar, clock, log }: CalendarContext, plays: Playing): Promise<boolean> {
  if (calendar.fence !== null) return true;
  plays.due = null;
  const isOurs = (await calendar.take()) === 'ours';
  await clock.refresh();
  if (isOurs) log.info({ fence: calendar.fence }, 'this process moves company time');
  else await wait(STAND_BY_MS, plays.signal);
  return isOurs;
}

/** Moves company time under our number; one that is no longer good is given up. */
async function anchor({ db, calendar, clock, log }: CalendarContext, at: Anchor): Promise<boolean> {
  const { fence } = calendar;
  const moved = fence === null ? null : await anchorWorld(db, at, fence);
  if (moved) {
    clock.accept(moved);
    return true;
  }
  calendar.lose();
  log.warn('another process moves company time now; this one follows it');
  return false;
}

/** Does what is due at this instant and lets time flow to the next; false at the end of the recording. */
async function playInstant(ctx: CalendarContext, plays: Playing): Promise<boolean> {
  const { signal } = plays;
  const now = await catchUp(ctx);
  await ctx.market.feed?.catchUp(ctx.db, now);
  await askForJobs(ctx, now, { round: 0, signal, due: plays.due });
  const settled = await settle(ctx, now, signal);
  plays.due = settled?.due ?? null;
  if (!settled || settled.moved) return true;
  const next = nextInstant(now, {
    ...settled.due,
    barClose: ctx.market.nextBarCloseAfter(now),
    endsAt: ctx.clock.world.endsAt,
  });
  if (!next) return false;
  if (!(await anchor(ctx, { company: departure(ctx, now, next), horizon: next }))) return true;
  await wait(ctx.clock.machineMsUntil(next), signal);
  return true;
}

/**
 * Company time now. With live prices one that has fallen far behind, because the machine slept or its clock was set,
 * leaps: instant by instant the stops would be watched at old prices for minutes. What was due meanwhile is due at
 * once.
 */
async function catchUp(ctx: CalendarContext): Promise<Date> {
  // Who works a company alone has read the clock when it moved it.
  const now = ctx.queues.dispatcher ? ctx.clock.now() : await ctx.clock.refresh();
  const machine = ctx.clock.machineNow().getTime();
  if (!ctx.market.feed || machine - now.getTime() < LEAP_MS) return now;
  const at = new Date(Math.floor(machine / ctx.market.barMs) * ctx.market.barMs);
  ctx.log.warn({ from: now, to: at }, 'company time leaps to where the machine is');
  return (await anchor(ctx, { company: at, horizon: at })) ? ctx.clock.now() : now;
}

/**
 * From where time flows to the next instant: at any speed from here, at none from there, and with live prices from what
 * the time is.
 */
function departure({ clock, market }: CalendarContext, now: Date, next: Date): Date {
  if (!Number.isFinite(clock.world.speed)) return next;
  if (!market.feed) return now;
  return new Date(Math.min(next.getTime(), Math.max(now.getTime(), clock.machineNow().getTime())));
}

// Live prices wait for nobody: once the bars were watched, time goes on beside the work that is left.
const isSettled = (left: Unfinished): boolean =>
  left.steps + left.deliveries + left.turns + left.rules + left.beats === 0 && left.watched;

interface Settled {
  /** What comes next. */
  readonly due: Due;
  /** Whether company time has moved there. */
  readonly moved: boolean;
}

/** Waits until what is due now is done; null when it is told to stop. */
async function settle(ctx: CalendarContext, now: Date, signal: AbortSignal): Promise<Settled | null> {
  const begun = ctx.clock.monotonicMs();
  let pause = POLL_MIN_MS;
  let rounds = 1;
  while (!signal.aborted) {
    const { ruleDue, beatDue, moved, ...left } = await look(ctx, now);
    const settled = { due: { ruleDue, beatDue }, moved };
    if (isSettled(left) || (ctx.market.feed && left.watched)) return settled;
    const heldMs = ctx.clock.monotonicMs() - begun;
    if (heldMs > HOLD_MAX_MS) {
      ctx.log.warn({ ...left }, 'company time goes on although due work is unfinished');
      return settled;
    }
    // The queue store may have been emptied: ask again under another number.
    if (heldMs > rounds * REDISPATCH_MS) await askForJobs(ctx, now, { round: rounds++, signal, due: null });
    await wait(pause, signal);
    pause = Math.min(POLL_MAX_MS, pause * 1.5);
  }
  return null;
}

/** What is left to do now. Who works a company alone at any speed moves on in the same statement where nothing is. */
async function look(ctx: CalendarContext, now: Date): Promise<Unfinished & Due & { readonly moved: boolean }> {
  const { db, clock, market, queues, calendar } = ctx;
  const leaps = queues.dispatcher && !market.feed && !Number.isFinite(clock.world.speed);
  if (!leaps || calendar.fence === null) return { ...(await readUnfinished(db, now)), moved: false };
  const { endsAt } = clock.world;
  const ahead = { now, barClose: market.nextBarCloseAfter(now), endsAt, fence: calendar.fence };
  const { moved, ...left } = await moveOn(db, ahead);
  if (moved) clock.accept(moved);
  return { ...left, moved: moved !== null };
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
