import { announceEvents, emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { Decimal, plain } from '../../kernel/money/index.ts';
import type { DeskContext } from '../context.ts';
import { lockPosition, type Position, saveStops } from './store.ts';

export interface StopChange {
  readonly positionId: string;
  readonly stopLoss?: string;
  readonly takeProfit?: string;
  readonly changedBy: string;
}

export type StopsChanged =
  | { readonly outcome: 'changed' | 'not_found' | 'not_open' }
  | { readonly outcome: 'raises_risk' | 'invalid'; readonly message: string };

/** Moves stop or target of an open position. A stop may only rise, so that risk only falls; the target stays above it. */
export async function changeStops(ctx: DeskContext, change: StopChange): Promise<StopsChanged> {
  const { answer, events } = await inTransaction(ctx.db, (tx) => changeIn(ctx, tx, change));
  await announceEvents(ctx, events);
  return answer;
}

interface Changed {
  readonly answer: StopsChanged;
  readonly events: readonly WrittenEvent[];
}

async function changeIn(ctx: DeskContext, tx: Tx, change: StopChange): Promise<Changed> {
  const position = await lockPosition(tx, change.positionId);
  if (!position) return { answer: { outcome: 'not_found' }, events: [] };
  const stopLoss = change.stopLoss === undefined ? position.stopLoss : new Decimal(change.stopLoss);
  const takeProfit = change.takeProfit === undefined ? position.takeProfit : new Decimal(change.takeProfit);
  const fault = faultOf(position, stopLoss, takeProfit);
  if (fault) return { answer: fault, events: [] };
  await saveStops(tx, position.id, { stopLoss, takeProfit });
  const event = await emitEvent(ctx, tx, {
    agentId: 'scout',
    kind: 'position.changed',
    title: `${change.changedBy} moved ${sayMoves(change)} of ${position.instrument.symbol}`,
    summary: `The stop was ${sayLevel(position.stopLoss)}, the target ${sayLevel(position.takeProfit)}.`,
    tags: ['position', 'changed'],
    tradeId: position.id,
    instrumentId: position.instrumentId,
    fields: { stopLoss: change.stopLoss ?? null, takeProfit: change.takeProfit ?? null, changedBy: change.changedBy },
  });
  return { answer: { outcome: 'changed' }, events: [event] };
}

function faultOf(position: Position, stop: Decimal | null, target: Decimal | null): StopsChanged | null {
  if (position.status !== 'open' && position.status !== 'closing') return { outcome: 'not_open' };
  if (stop?.lte(0) || target?.lte(0)) return { outcome: 'invalid', message: 'prices must be above zero' };
  if (position.stopLoss && stop?.lt(position.stopLoss)) {
    return { outcome: 'raises_risk', message: `a stop may only rise: it stands at ${plain(position.stopLoss)}` };
  }
  if (stop && target?.lte(stop)) return { outcome: 'invalid', message: 'the target must lie above the stop' };
  return null;
}

function sayMoves({ stopLoss, takeProfit }: StopChange): string {
  const moves = [stopLoss && `the stop (to ${plain(stopLoss)})`, takeProfit && `the target (to ${plain(takeProfit)})`];
  return moves.filter(Boolean).join(' and ');
}

function sayLevel(price: Decimal | null): string {
  return price ? plain(price) : 'none';
}
