import { announceEvents, emitEvent } from '../../company/events/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
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
  const written = await inTransaction(ctx.db, async (tx) => {
    const position = await lockPosition(tx, change.positionId);
    if (!position) return { answer: { outcome: 'not_found' } as StopsChanged, events: [] };
    const fault = faultOf(position, change);
    if (fault) return { answer: fault, events: [] };
    await saveStops(tx, position.id, { ...(change.stopLoss ? { stopLoss: new Decimal(change.stopLoss) } : {}), ...(change.takeProfit ? { takeProfit: new Decimal(change.takeProfit) } : {}) });
    const event = await emitEvent(ctx, tx, {
      agentId: 'scout',
      kind: 'position.changed',
      title: `${change.changedBy} moved ${[change.stopLoss ? `the stop of ${position.instrument.symbol} to ${plain(change.stopLoss)}` : null, change.takeProfit ? `the target of ${position.instrument.symbol} to ${plain(change.takeProfit)}` : null].filter(Boolean).join(' and ')}`,
      summary: `The stop was ${position.stopLoss ? plain(position.stopLoss) : 'none'}, the target ${position.takeProfit ? plain(position.takeProfit) : 'none'}.`,
      tags: ['position', 'changed'],
      tradeId: position.id,
      instrumentId: position.instrumentId,
      fields: { stopLoss: change.stopLoss ?? null, takeProfit: change.takeProfit ?? null, changedBy: change.changedBy },
    });
    return { answer: { outcome: 'changed' } as StopsChanged, events: [event] };
  });
  await announceEvents(ctx, written.events);
  return written.answer;
}

function faultOf(position: Position, change: StopChange): StopsChanged | null {
  if (position.status !== 'open' && position.status !== 'closing') return { outcome: 'not_open' };
  const stop = change.stopLoss ? new Decimal(change.stopLoss) : position.stopLoss;
  const target = change.takeProfit ? new Decimal(change.takeProfit) : position.takeProfit;
  if (change.stopLoss && position.stopLoss && stop?.lt(position.stopLoss)) {
    return { outcome: 'raises_risk', message: `a stop may only rise: it stands at ${plain(position.stopLoss)}` };
  }
  if (stop && target && target.lte(stop)) return { outcome: 'invalid', message: 'the target must lie above the stop' };
  return null;
}
