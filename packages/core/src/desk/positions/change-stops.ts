import { emitEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { sayShare } from '../../kernel/figures/index.ts';
import { Decimal, plain } from '../../kernel/money/index.ts';
import type { DeskContext } from '../context.ts';
import { stopLevel } from '../watch/index.ts';
import { levelFault } from './levels.ts';
import { lockPosition, type Position, type PositionWithInstrument, type Stops, saveStops } from './store.ts';

export interface StopChange {
  readonly positionId: string;
  readonly stopLoss?: string;
  readonly takeProfit?: string;
  /** How far the stop follows below the highest price, a fraction of that. */
  readonly trailingStopPct?: number;
  readonly changedBy: string;
}

export type StopField = 'stopLoss' | 'takeProfit' | 'trailingStopPct';

export type StopsChanged =
  | { readonly outcome: 'changed' | 'not_found' | 'not_open' }
  | { readonly outcome: 'raises_risk'; readonly message: string }
  | { readonly outcome: 'invalid'; readonly field: StopField; readonly message: string };

/**
 * Moves stop, trailing stop or target of an open position. A stop may only rise, so that risk only falls, and stays
 * below the last price; the target stays above it: what lies on the wrong side of the price would sell at once.
 */
export async function changeStops(ctx: DeskContext, change: StopChange): Promise<StopsChanged> {
  return inTransaction(ctx.db, (tx) => changeStopsIn(ctx, tx, change));
}

/** The same inside of the caller's transaction. */
export async function changeStopsIn(ctx: DeskContext, tx: Tx, change: StopChange): Promise<StopsChanged> {
  const position = await lockPosition(tx, change.positionId);
  if (!position) return { outcome: 'not_found' };
  const stopLoss = change.stopLoss === undefined ? position.stopLoss : new Decimal(change.stopLoss);
  const takeProfit = change.takeProfit === undefined ? position.takeProfit : new Decimal(change.takeProfit);
  const trailingStopPct = change.trailingStopPct ?? position.trailingStopPct;
  const stops = { stopLoss, takeProfit, trailingStopPct };
  const fault = faultOf(position, stops) ?? sideFault(ctx, position, change) ?? orderFault(stops);
  if (fault) return fault;
  const before = { stop: levelOf(position, position), target: position.takeProfit, at: ctx.clock.now() };
  await saveStops(tx, position.id, { ...stops, before });
  await emitEvent(ctx, tx, {
    agentId: 'scout',
    kind: 'position.changed',
    title: `${change.changedBy} moved ${sayMoves(change)} of ${position.instrument.symbol}`,
    summary: sayBefore(position),
    tradeId: position.id,
    instrumentId: position.instrumentId,
    fields: {
      stopLoss: change.stopLoss ?? null,
      takeProfit: change.takeProfit ?? null,
      trailingStopPct: change.trailingStopPct ?? null,
      changedBy: change.changedBy,
    },
  });
  return { outcome: 'changed' };
}

function faultOf(position: Position, stops: Stops): StopsChanged | null {
  if (position.status !== 'open' && position.status !== 'closing') return { outcome: 'not_open' };
  const invalid = { outcome: 'invalid', message: 'prices must be above zero' } as const;
  const { stopLoss: stop, takeProfit: target } = stops;
  if (stop?.lte(0)) return { ...invalid, field: 'stopLoss' };
  if (target?.lte(0)) return { ...invalid, field: 'takeProfit' };
  if (position.stopLoss && stop?.lt(position.stopLoss)) {
    return { outcome: 'raises_risk', message: `a stop may only rise: it stands at ${plain(position.stopLoss)}` };
  }
  const [before, after] = [levelOf(position, position), levelOf(position, stops)];
  if (before && (!after || after.lt(before))) {
    return { outcome: 'raises_risk', message: `a stop may only rise: it follows the price at ${plain(before)}` };
  }
  return null;
}

const levelOf = ({ highWaterPrice: highWater }: Position, { stopLoss, trailingStopPct }: Stops): Decimal | null =>
  stopLevel({ stopLoss, trailingStopPct, highWater });

function orderFault({ stopLoss, takeProfit }: Stops): StopsChanged | null {
  return stopLoss && takeProfit?.lte(stopLoss)
    ? { outcome: 'invalid', field: 'takeProfit', message: 'the target must lie above the stop' }
    : null;
}

/** What is newly set must lie on its side of the last price there is, however old that is. */
function sideFault(ctx: DeskContext, position: PositionWithInstrument, change: StopChange): StopsChanged | null {
  const seen = ctx.market.price(position.instrument.contract, ctx.clock.now());
  const price = seen ? new Decimal(seen.price) : (position.currentPrice ?? position.entryPrice);
  if (!price) return null;
  const { stopLoss, takeProfit, trailingStopPct } = change;
  const fault = levelFault({
    price,
    stopLoss: stopLoss === undefined ? null : new Decimal(stopLoss),
    target: takeProfit === undefined ? null : new Decimal(takeProfit),
  });
  if (fault) {
    return { outcome: 'invalid', field: fault.level === 'target' ? 'takeProfit' : 'stopLoss', message: fault.message };
  }
  const follows = trailingStopPct ? levelOf(position, { stopLoss: null, takeProfit: null, trailingStopPct }) : null;
  const trailing = levelFault({ price, stopLoss: follows });
  return trailing && { outcome: 'invalid', field: 'trailingStopPct', message: trailing.message };
}

function sayMoves({ stopLoss, takeProfit, trailingStopPct }: StopChange): string {
  const moves = [
    stopLoss && `the stop (to ${plain(stopLoss)})`,
    takeProfit && `the target (to ${plain(takeProfit)})`,
    trailingStopPct && `the trailing stop (to ${sayShare(trailingStopPct)} below the highest price)`,
  ];
  return moves.filter(Boolean).join(' and ');
}

function sayBefore({ stopLoss, takeProfit, trailingStopPct: trail }: Stops): string {
  const followed = trail === null ? '' : ` and followed ${sayShare(trail)} below the highest price`;
  return `The stop was ${sayLevel(stopLoss)}${followed}, the target ${sayLevel(takeProfit)}.`;
}

function sayLevel(price: Decimal | null): string {
  return price ? plain(price) : 'none';
}
