import { sealRecords } from '@atc/core/company/audit';
import { collectNotifications, sendNotifications } from '@atc/core/company/notifications';
import { noteProcess } from '@atc/core/company/processes';
import { openBeats, openWatchdog } from '@atc/core/company/runs';
import { hearVenues, keepStops, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { watchGaps } from '@atc/core/desk/prices';
import { countedIds, withIds } from '@atc/core/kernel/db';
import { releaseAll } from '@atc/core/kernel/ending';
import { type CalendarHold, deskUrl, openCalendarHold } from '@atc/core/kernel/identity';
import type { Dispatcher } from '@atc/core/kernel/queues';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { type Calendar, startCalendar } from '@atc/core/loop/clockwork';
import { type QueueName, type StepKind, stepKinds, stepSpecs } from '@atc/core/loop/kinds';
import { takeUpWork } from '@atc/core/loop/recovery';
import { followWallets } from '@atc/core/loop/wallets';
import type { WorkerContext } from './context.ts';
import { keepHealth, keepWatch, openUnclaimedWork } from './guard/index.ts';
import { workOf } from './jobs.ts';
import { CLOCK_KEEPER, ORDER_KEEPER, type ProcessName, processes, WALLET_KEEPER } from './processes.ts';
import { inTurn, repeat } from './repeat.ts';
import { openSweep } from './sweep-fleet.ts';

export interface RunningProcess {
  /** Settles when a recording has been played to its end; never otherwise. */
  readonly ended: Promise<void>;
  /** Takes no new work, lets current work end for at most ten seconds, and stops. */
  stop(): Promise<void>;
}

type Stop = () => Promise<void>;

const GRACE_MS = 8000;
const SWEEP_MS = 2000;
const RECONCILE_MS = 2000;
const HOLDINGS_MS = MINUTE_MS;
const SEAL_MS = 1000;
const NEWS_MS = 1000;
const LOOK_MS = 5000;
const GAPS_MS = 2000;
const WALLETS_MS = 15_000;
const WATCHDOG_MS = 10_000;
const GUARD_MS = 500;
const HEALTH_MS = 1000;
/** For how long closed bars may wait for their job in the process whose work that is, and until another steps in. */
const WATCH_MS = 1500;
const FOREIGN_WATCH_MS = 4000;

/**
 * Runs the queues of one or more processes of the fleet in this one. Orders are reconciled before any new work is
 * taken. Where the clock is kept, the calendar is held, or stood by for while another process has it.
 */
export async function runProcesses(
  ctx: WorkerContext,
  names: readonly ProcessName[],
  hold: CalendarHold = openCalendarHold(ctx.db, deskUrl(ctx.config.host, ctx.config.port)),
): Promise<RunningProcess> {
  const stops: Stop[] = [];
  if (names.includes(ORDER_KEEPER)) {
    await reconcileOrders(ctx, { atStart: true });
    await reconcileHoldings(ctx, { atStart: true });
    const recover = inTurn(ctx, () => reconcileOrders(ctx));
    stops.push(repeat(ctx, { name: 'order recovery', everyMs: RECONCILE_MS, work: recover }));
    const compare = inTurn(ctx, () => reconcileHoldings(ctx));
    stops.push(repeat(ctx, { name: 'holdings', everyMs: HOLDINGS_MS, work: compare }));
    stops.push(repeat(ctx, { name: 'stops', everyMs: RECONCILE_MS, work: inTurn(ctx, () => keepStops(ctx)) }));
    stops.push(await hearVenues(ctx));
  }
  stops.push(await noteProcess(ctx, names));
  if (names.includes(WALLET_KEEPER)) stops.push(...(await watchWallets(ctx)));
  const queues = names.flatMap((name): readonly QueueName[] => processes[name]);
  const readsClock = () => hold.fence === null;
  const workers = await Promise.all(queues.map((queue) => ctx.queues.work(queue, workOf(ctx, queue, { readsClock }))));
  stops.push(async () => {
    await Promise.all(workers.map((worker) => worker.close(GRACE_MS)));
  });
  // A dispatcher loses no job, and time waits for it.
  if (!ctx.queues.dispatcher) stops.push(...guard(ctx, names, { queues, readsClock }));
  // In every process: the one whose heart stopped cannot tell.
  stops.push(repeat(ctx, { name: 'watchdog', everyMs: WATCHDOG_MS, work: openWatchdog(ctx) }));
  stops.push(() => hold.leave());
  const calendar = names.includes(CLOCK_KEEPER) ? await keepTime({ ...ctx, calendar: hold }, stops) : null;
  return {
    ended: calendar?.ended ?? new Promise<void>(() => undefined),
    stop: () => releaseAll(stops),
  };
}

interface Guarded {
  readonly queues: readonly QueueName[];
  readonly readsClock: () => boolean;
}

/** What protects what is held although jobs do not come: plain timers, and the database alone. */
function guard(ctx: WorkerContext, names: readonly ProcessName[], { queues, readsClock }: Guarded): readonly Stop[] {
  const stops: Stop[] = [];
  const own = queues.includes('price_watch');
  if (own || names.includes(CLOCK_KEEPER)) {
    const work = keepWatch(ctx, { readsClock, patienceMs: own ? WATCH_MS : FOREIGN_WATCH_MS });
    stops.push(repeat(ctx, { name: 'overdue watch', everyMs: GUARD_MS, work }));
  }
  const kinds = stepKinds.filter((kind: StepKind) => queues.includes(kind) && stepSpecs[kind].lowersRisk);
  if (kinds.length > 0) {
    const unclaimed = openUnclaimedWork(ctx, kinds);
    stops.push(() => unclaimed.stop(GRACE_MS));
    stops.push(repeat(ctx, { name: 'unclaimed steps', everyMs: GUARD_MS, work: unclaimed.look }));
  }
  return stops;
}

/**
 * Sweeps and drives company time. Both are plain timers: a queue store that was emptied must not stop what repairs it.
 */
async function keepTime(ctx: WorkerContext & { readonly calendar: CalendarHold }, stops: Stop[]): Promise<Calendar> {
  await openBeats(ctx.db, ctx.clock.now());
  const sweep = openSweep(ctx);
  // Steps whose worker died are given back before the first beat could take them for stale.
  await sweep();
  stops.push(repeat(ctx, { name: 'sweep', everyMs: SWEEP_MS, work: inTurn(ctx, sweep) }));
  stops.push(repeat(ctx, { name: 'health', everyMs: HEALTH_MS, work: keepHealth(ctx) }));
  stops.push(repeat(ctx, { name: 'sealing', everyMs: SEAL_MS, work: () => sealRecords(ctx) }));
  stops.push(...sendNews(ctx));
  const { feed } = ctx.market;
  if (feed) {
    stops.push(repeat(ctx, { name: 'prices', everyMs: LOOK_MS, work: () => feed.look() }));
    stops.push(repeat(ctx, { name: 'price gaps', everyMs: GAPS_MS, work: () => watchGaps(ctx) }));
  }
  if (ctx.queues.dispatcher) await dispatchAll(ctx, ctx.queues.dispatcher, sweep);
  const calendar = startCalendar(ctx);
  stops.push(calendar.stop);
  return calendar;
}

/**
 * Begins to run the jobs of a company that this process works alone. Their ids come from company time and a counter, so
 * that a recording that is played again has the same ones; what moves company time has a number of its own each time.
 */
async function dispatchAll(
  ctx: WorkerContext & { readonly calendar: CalendarHold },
  dispatcher: Dispatcher,
  sweep: () => Promise<unknown>,
): Promise<void> {
  await ctx.calendar.take();
  await ctx.clock.refresh();
  const counted = countedIds({ now: ctx.clock.now, era: ctx.calendar.fence ?? 0 });
  dispatcher.begin(await takeUpWork(ctx, sweep), (work) => withIds(counted, work));
}

/** Follows watched wallets, where prices are live and nodes are known. */
async function watchWallets(ctx: WorkerContext): Promise<readonly Stop[]> {
  const [first, ...others] = ctx.config.solanaRpcUrls;
  if (!ctx.market.feed || first === undefined) return [];
  // What knows the chain is loaded only where it is used.
  const { anyOf, openNode } = await import('@atc/core/desk/solana');
  const node = anyOf([openNode(first), ...others.map(openNode)]);
  return [repeat(ctx, { name: 'wallets', everyMs: WALLETS_MS, work: () => followWallets(ctx, node) })];
}

/** Collects and sends notifications, where there is somebody to send them to. */
function sendNews(ctx: WorkerContext): readonly Stop[] {
  const { webhook } = ctx.config;
  if (!webhook) return [];
  return [
    repeat(ctx, { name: 'notifications', everyMs: NEWS_MS, work: () => collectNotifications(ctx) }),
    repeat(ctx, { name: 'webhook', everyMs: NEWS_MS, work: () => sendNotifications(ctx, webhook) }),
  ];
}
