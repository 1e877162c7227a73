import { emitEvent } from '../../company/events/index.ts';
import { hasLastDay } from '../../desk/instruments/index.ts';
import { snapshotPortfolio } from '../../desk/portfolio/index.ts';
import { watchGaps } from '../../desk/prices/index.ts';
import { followDrawdown, guardBooks } from '../../desk/protections/index.ts';
import {
  type AtRisk,
  type ClosedBar,
  type DueExit,
  exitsDue,
  expiriesDue,
  findWatchStart,
  markPositions,
  markSeen,
  type WatchStart,
  watchQuietly,
} from '../../desk/watch/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { sayShare } from '../../kernel/figures/index.ts';
import { plain } from '../../kernel/money/index.ts';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { markWatched } from '../../kernel/world/index.ts';
import { isStale } from '../../market/index.ts';
import type { LoopContext } from '../context.ts';
import { postponeExit, raiseExit } from '../proposals/index.ts';
import { reportDay } from '../scorecard/index.ts';
import { hastenExits } from '../steps/index.ts';

export interface Watched {
  readonly instants: number;
  readonly exits: number;
}

const turns = new WeakMap<LoopContext['db'], Promise<unknown>>();

/**
 * Looks at every bar that closed since the open positions were last looked at, instant by instant: raises the exits
 * that the bars hit, worst case first, then marks the positions. Safe to run again: a bar is watched once per position.
 * In one process one looks after the other, whoever asked.
 */
export function watchPrices({ controlDb, ...rest }: LoopContext): Promise<Watched> {
  const ctx = { ...rest, controlDb, db: controlDb };
  const before = turns.get(ctx.db) ?? Promise.resolve();
  const turn = before.then(
    () => watchOnce(ctx),
    () => watchOnce(ctx),
  );
  turns.set(ctx.db, turn);
  return turn;
}

async function watchOnce(ctx: LoopContext): Promise<Watched> {
  const now = ctx.clock.now();
  const isHour = now.getTime() % HOUR_MS === 0;
  const seen = (await lookQuietly(ctx, { now, last: !isHour })) ?? (await lookAtAll(ctx, now));
  const { since, oldestPriceAt, gapTold, instants, exits } = seen;
  const old = oldestPriceAt !== null && isStale(ctx.market, oldestPriceAt, now);
  const isAll = !(isHour || old || gapTold || seen.follows);
  const { wanted, ended } = since ? await guardBooks(ctx, isAll ? now : null) : { wanted: 0, ended: seen.ended };
  if (seen.follows || wanted > 0) await followDrawdown(ctx);
  if (old && instants > 0) await hastenExits(ctx.db, now);
  // Live prices are missed by the process that looks for them, whether or not any bar closes.
  if (!ctx.market.feed && (old || gapTold)) await watchGaps(ctx);
  if (isHour) {
    await snapshotPortfolio(ctx, { cause: 'hour' });
    await reportDay(ctx);
  }
  if (!ended) await markWatched(ctx.db, now);
  return { instants, exits };
}

interface Seen extends Watched, WatchStart {
  /** Whether the trading state has to follow the deepest drawdown. */
  readonly follows: boolean;
  /** Whether it was written down that the bars have been watched. */
  readonly ended: boolean;
}

interface Look {
  readonly now: Date;
  /** Whether nothing comes after the watch where nothing is held. */
  readonly last: boolean;
}

/**
 * Looks at the bars of this instant where they hit nothing; null where there is more to look at. Only a replay that
 * plays alone asks: elsewhere an exit that is hit must not wait for the question whether any is.
 */
async function lookQuietly(ctx: LoopContext, { now, last }: Look): Promise<Seen | null> {
  const { market, queues } = ctx;
  if (!queues.dispatcher) return null;
  const before = new Date((Math.ceil(now.getTime() / market.barMs) - 1) * market.barMs);
  const [closed, ...more] = barsByClose(ctx, before, now);
  const due = market.contracts().some(({ contract }) => hasLastDay(contract, now));
  if (due || more.length > 0 || (closed && closed[0] !== now.getTime())) return null;
  const bars = (closed?.[1] ?? []).map(({ contract, bar: { low, high, close } }) => {
    return { contract, low, high, price: close };
  });
  const { quiet, ...start } = await watchQuietly(ctx.db, { bars, at: now, before, last });
  if (!quiet) return null;
  const isNew = start.since !== null && start.since < now && bars.length > 0;
  return { ...start, instants: isNew ? 1 : 0, exits: 0 };
}

/** Looks at every bar that closed since what is held was looked at, instant by instant. */
async function lookAtAll(ctx: LoopContext, now: Date): Promise<Seen> {
  const start = await findWatchStart(ctx.db);
  const { since } = start;
  const instants = since ? barsByClose(ctx, since, now) : [];
  let exits = 0;
  for (const [closedAt, bars] of instants) exits += await watchInstant(ctx, { closedAt: new Date(closedAt), bars });
  if (since) {
    const listed = ctx.market.contracts().map(({ contract }) => contract);
    for (const exit of await expiriesDue(ctx.db, listed, now)) exits += await raise(ctx, exit, now);
    await markSeen(ctx.db, now);
  }
  return { ...start, follows: true, ended: false, instants: instants.length, exits };
}

/** The bars to look at, by the instant of their close, oldest first. */
function barsByClose(
  { market }: LoopContext,
  since: Date,
  now: Date,
): readonly (readonly [number, readonly ClosedBar[]])[] {
  const instants = new Map<number, ClosedBar[]>();
  for (const { contract } of market.contracts()) {
    for (const bar of market.barsClosedBetween(contract, since, now)) {
      const closedAt = bar.openAt + market.barMs;
      const bars = instants.get(closedAt) ?? [];
      bars.push({ contract, bar });
      instants.set(closedAt, bars);
    }
  }
  return [...instants].sort(([a], [b]) => a - b);
}

interface Instant {
  readonly closedAt: Date;
  readonly bars: readonly ClosedBar[];
}

async function watchInstant(ctx: LoopContext, instant: Instant): Promise<number> {
  let raised = 0;
  for (const exit of await exitsDue(ctx.db, instant.bars, instant.closedAt))
    raised += await raise(ctx, exit, instant.closedAt);
  await mark(ctx, instant);
  return raised;
}

async function raise(ctx: LoopContext, exit: DueExit, closedAt: Date): Promise<number> {
  const request = {
    positionId: exit.positionId,
    reason: exit.reason,
    by: 'SCOUT',
    origin: { kind: 'price_bar', id: `${exit.positionId}@${closedAt.toISOString()}` },
    ...(exit.triggerPrice ? { triggerPrice: plain(exit.triggerPrice) } : {}),
  } as const;
  try {
    return (await raiseExit(ctx, request)).kind === 'submitted' ? 1 : 0;
  } catch (error) {
    // One position that breaks must not keep the stops of the others waiting: the sweep raises its exit again and
    // again.
    ctx.log.error({ positionId: exit.positionId, error: errorText(error) }, 'an exit was not raised and waits');
    await postponeExit(ctx, request, 'it could not be raised');
    return 0;
  }
}

async function mark(ctx: LoopContext, { bars, closedAt }: Instant): Promise<void> {
  const marks = bars.map(({ contract, bar }) => ({ contract, price: bar.close, high: bar.high }));
  await inTransaction(ctx.db, async (tx) => {
    for (const crossed of await markPositions(tx, marks, closedAt)) await warn(ctx, tx, crossed);
  });
}

async function warn(ctx: LoopContext, tx: Tx, { symbol, pnlPct, positionId, instrumentId }: AtRisk): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'position.at_risk',
    title: `SAGE warns: ${symbol} is ${sayShare(Math.abs(pnlPct))} under water`,
    summary: 'The position fell through −20 %.',
    tradeId: positionId,
    instrumentId,
    fields: { symbol, pnlPct },
  });
}
