import { announceEvents, emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import type { Candle } from '../../desk/market/index.ts';
import { snapshotPortfolio } from '../../desk/portfolio/index.ts';
import { type AtRisk, type ClosedBar, type DueExit, exitsDue, listWatchedInstruments, markPositions, type WatchedInstrument } from '../../desk/positions/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { plain } from '../../kernel/money/index.ts';
import { markWatched } from '../../kernel/time/index.ts';
import type { LoopContext } from '../context.ts';
import { raiseExit } from '../proposals/index.ts';

export interface Watched {
  readonly instruments: number;
  readonly exits: number;
}

const HOUR_MS = 3_600_000;

/**
 * Looks at every bar that closed up to now of every instrument with an open position, instant by instant: raises the
 * exits that the bars hit, worst case first, then marks the positions. Safe to run again: a bar is watched once per
 * position.
 */
export async function watchPrices(ctx: LoopContext): Promise<Watched> {
  const now = ctx.clock.now();
  const watched = await listWatchedInstruments(ctx.db);
  let exits = 0;
  for (const [closedAt, bars] of barsByClose(ctx, watched, now)) exits += await watchInstant(ctx, { closedAt: new Date(closedAt), bars, watched });
  if (now.getTime() % HOUR_MS === 0) await snapshotPortfolio(ctx, { cause: 'hour' });
  await markWatched(ctx.db, now);
  return { instruments: watched.length, exits };
}

/** The bars to look at, by the instant of their close, oldest first. */
function barsByClose(ctx: LoopContext, watched: readonly WatchedInstrument[], now: Date): readonly (readonly [number, readonly ClosedBar[]])[] {
  const instants = new Map<number, ClosedBar[]>();
  for (const { id, contract, watchedUntil } of watched) {
    for (const bar of ctx.market.barsClosedBetween(contract, watchedUntil, now)) {
      const closedAt = bar.openAt + ctx.market.barMs;
      const bars = instants.get(closedAt) ?? [];
      bars.push({ instrumentId: id, bar });
      instants.set(closedAt, bars);
    }
  }
  return [...instants].sort(([a], [b]) => a - b);
}

interface Instant {
  readonly closedAt: Date;
  readonly bars: readonly ClosedBar[];
  readonly watched: readonly WatchedInstrument[];
}

async function watchInstant(ctx: LoopContext, instant: Instant): Promise<number> {
  let raised = 0;
  for (const exit of await exitsDue(ctx.db, instant.bars, instant.closedAt)) raised += await raise(ctx, exit, instant.closedAt);
  await mark(ctx, instant);
  return raised;
}

async function raise(ctx: LoopContext, exit: DueExit, closedAt: Date): Promise<number> {
  const raised = await raiseExit(ctx, {
    positionId: exit.positionId,
    reason: exit.reason,
    by: 'SCOUT',
    origin: { kind: 'price_bar', id: `${exit.positionId}@${closedAt.toISOString()}` },
    triggerPrice: plain(exit.triggerPrice),
  });
  return raised.kind === 'submitted' ? 1 : 0;
}

async function mark(ctx: LoopContext, { bars, closedAt, watched }: Instant): Promise<void> {
  const marks = bars.map(({ instrumentId, bar }) => ({ instrumentId, price: bar.close, high: bar.high }));
  const events = await inTransaction(ctx.db, async (tx) => {
    const told: WrittenEvent[] = [];
    for (const crossed of await markPositions(tx, marks, closedAt)) {
      const symbol = watched.find((instrument) => instrument.id === crossed.instrumentId)?.symbol ?? 'a token';
      const bar = bars.find((closed) => closed.instrumentId === crossed.instrumentId)?.bar;
      told.push(await warn(ctx, tx, { crossed, symbol, bar }));
    }
    return told;
  });
  await announceEvents(ctx, events);
}

interface Warning {
  readonly crossed: AtRisk;
  readonly symbol: string;
  readonly bar: Candle | undefined;
}

async function warn(ctx: LoopContext, tx: Parameters<typeof emitEvent>[1], { crossed, symbol, bar }: Warning): Promise<WrittenEvent> {
  return emitEvent(ctx, tx, {
    agentId: 'sage',
    kind: 'position.at_risk',
    title: `SAGE warns: ${symbol} is ${(Math.abs(crossed.pnlPct) * 100).toFixed(1)} % under water`,
    summary: `The position fell through −20 % at ${bar?.close}.`,
    tags: ['position', 'risk', 'warning'],
    tradeId: crossed.positionId,
    instrumentId: crossed.instrumentId,
    fields: { symbol, pnlPct: crossed.pnlPct },
  });
}
