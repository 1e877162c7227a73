import { emitEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { Decimal, plain } from '../../kernel/money/index.ts';
import type { DeskContext } from '../context.ts';
import { levelFault } from './levels.ts';
import { lockPosition, type Position, type PositionWithInstrument, saveStops } from './store.ts';

export interface StopChange {
  readonly positionId: string;
  readonly stopLoss?: string;
  readonly takeProfit?: string;
  readonly changedBy: string;
}

export type StopsChanged =
  | { readonly outcome: 'changed' | 'not_found' | 'not_open' }
  | { readonly outcome: 'raises_risk'; readonly message: string }
  | { readonly outcome: 'invalid'; readonly field: 'stopLoss' | 'takeProfit'; readonly message: string };

/**
 * Moves stop or target of an open position. A stop may only rise, so that risk only falls, and stays below the last
 * price; the target stays above it: what lies on the wrong side of the price would sell at once.
 */
export async function changeStops(ctx: DeskContext, change: StopChange): Promise<StopsChanged> {
  return inTransaction(ctx.db, (tx) => changeIn(ctx, tx, change));
}

async function changeIn(ctx: DeskContext, tx: Tx, change: StopChange): Promise<StopsChanged> {
  const position = await lockPosition(tx, change.positionId);
  if (!position) return { outcome: 'not_found' };
  const stopLoss = change.stopLoss === undefined ? position.stopLoss : new Decimal(change.stopLoss);
  const takeProfit = change.takeProfit === undefined ? position.takeProfit : new Decimal(change.takeProfit);
  const fault =
    faultOf(position, { stopLoss, takeProfit }) ??
    sideFault(ctx, position, change) ??
    orderFault({ stopLoss, takeProfit });
  if (fault) return fault;
  await saveStops(tx, position.id, { stopLoss, takeProfit });
  await emitEvent(ctx, tx, {
    agentId: 'scout',
    kind: 'position.changed',
    title: `${change.changedBy} moved ${sayMoves(change)} of ${position.instrument.symbol}`,
    summary: `The stop was ${sayLevel(position.stopLoss)}, the target ${sayLevel(position.takeProfit)}.`,
    tradeId: position.id,
    instrumentId: position.instrumentId,
    fields: { stopLoss: change.stopLoss ?? null, takeProfit: change.takeProfit ?? null, changedBy: change.changedBy },
  });
  return { outcome: 'changed' };
}

interface Stops {
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
}

function faultOf(position: Position, { stopLoss: stop, takeProfit: target }: Stops): StopsChanged | null {
  if (position.status !== 'open' && position.status !== 'closing') return { outcome: 'not_open' };
  const invalid = { outcome: 'invalid', message: 'prices must be above zero' } as const;
  if (stop?.lte(0)) return { ...invalid, field: 'stopLoss' };
  if (target?.lte(0)) return { ...invalid, field: 'takeProfit' };
  if (position.stopLoss && stop?.lt(position.stopLoss)) {
    return { outcome: 'raises_risk', message: `a stop may only rise: it stands at ${plain(position.stopLoss)}` };
  }
  return null;
}

function orderFault({ stopLoss, takeProfit }: Stops): StopsChanged | null {
  return stopLoss && takeProfit?.lte(stopLoss)
    ? { outcome: 'invalid', field: 'takeProfit', message: 'the target must lie above the stop' }
    : null;
}

/** What is newly set must lie on its side of the last price there is, however old that is. */
function sideFault(ctx: DeskContext, position: PositionWithInstrument, change: StopChange): StopsChanged | null {
  const seen = ctx.market.price(position.instrument.contract, ctx.clock.now());
  const price = seen ? new Decimal(seen.price) : (position.currentPrice ?? position.entryPrice);
  const fault =
    price &&
    levelFault({
      price,
      stopLoss: change.stopLoss === undefined ? null : new Decimal(change.stopLoss),
      target: change.takeProfit === undefined ? null : new Decimal(change.takeProfit),
    });
  if (!fault) return null;
  const field = fault.level === 'target' ? 'takeProfit' : 'stopLoss';
  return { outcome: 'invalid', field, message: fault.message };
}

function sayMoves({ stopLoss, takeProfit }: StopChange): string {
  const moves = [stopLoss && `the stop (to ${plain(stopLoss)})`, takeProfit && `the target (to ${plain(takeProfit)})`];
  return moves.filter(Boolean).join(' and ');
}

function sayLevel(price: Decimal | null): string {
  return price ? plain(price) : 'none';
}
