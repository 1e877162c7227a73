import { emitEvent } from '../../company/events/index.ts';
import { ExitReason, type Rows, type Tx } from '../../kernel/db/index.ts';
import { sayMinutes, sayPct, sayUsd } from '../../kernel/figures/index.ts';
import { plain } from '../../kernel/money/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { releaseByPosition } from '../caps/index.ts';
import type { DeskContext } from '../context.ts';
import { scoreForecasts } from '../forecasts/index.ts';
import { snapshotAtClose } from '../portfolio/index.ts';
import { guardClose } from '../protections/index.ts';
import { closeWithOutcome, type Order } from './fill-store.ts';
import { averagePrice, type OutcomeType, outcomeOf, pnlPct } from './pnl.ts';
import type { PositionWithInstrument } from './store.ts';
import { sayExit } from './wording.ts';

const BIG_WIN = 0.5;
const BIG_LOSS = -0.3;
const STOPS: readonly string[] = ['stop_loss', 'trailing_stop'];

/** An order that is final, with its position locked. */
export interface Ended {
  readonly order: Order;
  readonly position: PositionWithInstrument;
}

/**
 * Ends a trade whose last token was sold: outcome, released limits, the event that others learn from, and the locks
 * that it asks for.
 */
export async function closeTrade(ctx: DeskContext, tx: Tx, { order, position }: Ended): Promise<void> {
  const closedAt = ctx.clock.now();
  const openedAt = position.openedAt ?? closedAt;
  const pnl = position.realizedPnl.sub(position.feesUsd);
  const pct = pnlPct(pnl, position.entryCostUsd);
  const exitReason = exitReasonOf(order, position);
  const minutes = (closedAt.getTime() - openedAt.getTime()) / MINUTE_MS;
  const outcomeType = outcomeOf(pct);
  const lesson = lessonOf(position, { pct, minutes, exitReason });
  await closeWithOutcome(tx, {
    tradeId: position.id,
    instrumentId: position.instrumentId,
    entryPrice: averagePrice(position.entryCostUsd.sub(entryFees(position)), position.filledQty),
    exitPrice: averagePrice(position.proceedsUsd, position.filledQty),
    quantity: position.filledQty,
    entryCostUsd: position.entryCostUsd,
    proceedsUsd: position.proceedsUsd,
    feesUsd: position.feesUsd,
    pnl,
    pnlPct: pct,
    holdTime: Math.round(minutes * 60),
    outcomeType,
    exitReason,
    signalSource: position.signalSource,
    lessonsLearned: [lesson],
    openedAt,
    closedAt,
  });
  const { id, entryProposalId, confidence } = position;
  await scoreForecasts(tx, { id, entryProposalId, confidence, outcome: outcomeType, pnl, pnlPct: pct });
  await releaseByPosition(tx, position.id);
  await snapshotAtClose(ctx, tx);
  await emitEvent(ctx, tx, {
    kind: 'trade.closed',
    title:
      `${position.instrument.symbol} closed at a ${pnl.lt(0) ? 'loss' : 'gain'} of ` +
      `${sayUsd(pnl.abs())} (${sayPct(pct)}) after ${sayMinutes(minutes)}, ${sayExit(exitReason)}`,
    summary: lesson,
    moreTags: tagsOf(outcomeType, pct, exitReason),
    tradeId: position.id,
    pnl: plain(pnl),
    instrumentId: position.instrumentId,
    fields: {
      symbol: position.instrument.symbol,
      pnl: plain(pnl),
      pnlPct: pct,
      exitReason,
      holdMinutes: minutes,
      signalSource: position.signalSource,
      outcome: outcomeType,
    },
  });
  await guard(ctx, tx, { position, lost: pnl.lt(0), exitReason });
}

interface Guarded {
  readonly position: PositionWithInstrument;
  readonly lost: boolean;
  readonly exitReason: string;
}

function guard(ctx: DeskContext, tx: Tx, { position, lost, exitReason }: Guarded): Promise<void> {
  const stoppedOut = lost && STOPS.includes(exitReason);
  const { instrumentId, instrument } = position;
  return guardClose(ctx, tx, { instrumentId, symbol: instrument.symbol, stoppedOut, lost });
}

// What was realised is proceeds minus cost, so the cost of everything bought is proceeds minus what was realised.
function entryFees(position: PositionWithInstrument) {
  return position.entryCostUsd.sub(position.proceedsUsd.sub(position.realizedPnl));
}

function exitReasonOf({ purpose, restsAt }: Order, position: PositionWithInstrument): Rows.ExitReason {
  const { stopLoss, trailingStopPct } = position;
  // A stop at the venue that rested above the position's own was moved there as its trailing stop.
  if (restsAt && stopLoss && restsAt.gt(stopLoss) && trailingStopPct !== null) return 'trailing_stop';
  return Object.values(ExitReason).find((reason) => reason === purpose) ?? 'operator';
}

function tagsOf(outcome: OutcomeType, pct: number, exitReason: string): readonly string[] {
  const extra = [
    pct > BIG_WIN ? 'big_win' : null,
    pct < BIG_LOSS ? 'big_loss' : null,
    pct < 0 && STOPS.includes(exitReason) ? 'stop_loss_hit' : null,
  ];
  return [outcome, ...extra.filter((tag) => tag !== null)];
}

interface Ending {
  readonly pct: number;
  readonly minutes: number;
  readonly exitReason: string;
}

function lessonOf(position: PositionWithInstrument, { pct, minutes, exitReason }: Ending): string {
  const planned =
    position.initialStop && position.entryPrice
      ? position.initialStop.div(position.entryPrice).sub(1).toNumber()
      : null;
  const plan = planned === null ? '' : ` against a planned stop of ${sayPct(planned)}`;
  return (
    `${position.instrument.symbol}: ${sayExit(exitReason)} after ${sayMinutes(minutes)}, ` +
    `${sayPct(pct)} net${plan}.`
  );
}
