import { announceEvents, emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import { type DueExit, exitsDue, listWatchedInstruments, markPositions, type WatchedInstrument } from '../../desk/positions/index.ts';
import { snapshotPortfolio } from '../../desk/portfolio/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { Decimal, plain } from '../../kernel/money/index.ts';
import { markWatched } from '../../kernel/time/index.ts';
import type { LoopContext } from '../context.ts';
import { raiseExit } from '../proposals/index.ts';

export interface Watched {
  readonly instruments: number;
  readonly exits: number;
}

const HOUR_MS = 3_600_000;

/**
 * Looks at every bar that closed up to now of every instrument with an open position: raises the exits that a bar hit,
 * worst case first, then marks the positions. Safe to run again: a bar is watched once per position.
 */
export async function watchPrices(ctx: LoopContext): Promise<Watched> {
  const now = ctx.clock.now();
  const watched = await listWatchedInstruments(ctx.db);
  let exits = 0;
  for (const instrument of watched) exits += await watchInstrument(ctx, instrument, now);
  if (now.getTime() % HOUR_MS === 0) await snapshotPortfolio(ctx, { cause: 'hour' });
  await markWatched(ctx.db, now);
  return { instruments: watched.length, exits };
}

async function watchInstrument(ctx: LoopContext, instrument: WatchedInstrument, now: Date): Promise<number> {
  const bars = ctx.market.barsClosedBetween(instrument.contract, instrument.watchedUntil, now);
  let raised = 0;
  for (const bar of bars) {
    const closedAt = new Date(bar.openAt + ctx.market.barMs);
    const due = await exitsDue(ctx.db, instrument.id, { bar, barMs: ctx.market.barMs });
    for (const exit of due) raised += await raise(ctx, exit, closedAt);
    await mark(ctx, instrument, { price: bar.close, high: bar.high, closedAt });
  }
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

interface Mark {
  readonly price: number;
  readonly high: number;
  readonly closedAt: Date;
}

async function mark(ctx: LoopContext, instrument: WatchedInstrument, bar: Mark): Promise<void> {
  const events = await inTransaction(ctx.db, async (tx) => {
    const crossed = await markPositions(tx, instrument.id, { price: new Decimal(bar.price), high: new Decimal(bar.high), at: bar.closedAt });
    const told: WrittenEvent[] = [];
    for (const position of crossed) {
      told.push(
        await emitEvent(ctx, tx, {
          agentId: 'sage',
          kind: 'position.at_risk',
          title: `SAGE warns: ${instrument.symbol} is ${(position.pnlPct * 100).toFixed(1)} % under water`,
          summary: `The position fell through −20 % at ${bar.price}.`,
          tags: ['position', 'risk', 'warning'],
          tradeId: position.positionId,
          instrumentId: instrument.id,
          fields: { symbol: instrument.symbol, pnlPct: position.pnlPct },
        }),
      );
    }
    return told;
  });
  await announceEvents(ctx, events);
}
