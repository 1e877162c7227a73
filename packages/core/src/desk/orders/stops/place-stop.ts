import { inTransaction, isUniqueViolation } from '../../../kernel/db/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { lastPrice } from '../../../market/index.ts';
import type { DeskContext } from '../../context.ts';
import { mayOrder, readTradingState } from '../../protections/index.ts';
import type { RestingStops } from '../../venue/index.ts';
import { stopLevel } from '../../watch/index.ts';
import { sendOrder, startBefore } from '../call/send-order.ts';
import { bodyOf } from '../intent/order-body.ts';
import type { Intent, Order } from '../order.ts';
import { insertOrder } from '../store.ts';
import { nextAct, type StopAct } from './next-act.ts';
import { type GuardedPosition, lockGuarded } from './store.ts';

/** What is to be done about the stop of a position at its venue now. */
export function actOn(ctx: DeskContext, position: GuardedPosition): StopAct | null {
  const price = lastPrice(ctx.market, position.contract, ctx.clock.now());
  return nextAct({ ...position, level: stopLevel(position), price: price ? new Decimal(price.price) : null });
}

/**
 * Lets the stop of a position rest at its venue, if one is still wanted: a further leg of the step that bought,
 * intended before it is sent. One that the purchase left there comes into our books the same way, under the id that it
 * has there.
 */
export async function placeStop(ctx: DeskContext, stops: RestingStops, positionId: string): Promise<void> {
  await ctx.fence.shared(async () => {
    const readMs = ctx.clock.monotonicMs();
    const { state, epoch } = await readTradingState(ctx.db);
    if (!mayOrder(state, 'exit')) return;
    const order = await intendStop(ctx, stops, { positionId, epoch });
    if (order) await sendOrder(ctx, order, startBefore(readMs, ctx.clock.monotonicMs()));
  });
}

interface Wanted {
  readonly positionId: string;
  readonly epoch: number;
}

/** Commits the intent of a stop; null when none is wanted any more, or when another order came first. */
async function intendStop(ctx: DeskContext, stops: RestingStops, { positionId, epoch }: Wanted): Promise<Order | null> {
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const position = await lockGuarded(tx, positionId);
      if (!position?.entryStepId || actOn(ctx, position) !== 'place') return null;
      const ofStep = { stepId: position.entryStepId, leg: position.nextLeg };
      const intent = intentOf(position, stops);
      return intent && insertOrder(tx, { ...ofStep, intent, body: bodyOf(intent, ofStep), epoch, at: ctx.clock.now() });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

function intentOf(position: GuardedPosition, { brackets }: RestingStops): Intent | null {
  const { id, accountId, instrumentId, contract, decimals, quantity, last, lastClientOrderId } = position;
  const level = stopLevel(position) ?? position.bracketStop;
  if (!level) return null;
  const by = last?.bracket === 'purchase' ? lastClientOrderId : null;
  return {
    ...{ accountId, positionId: id, instrumentId, contract, decimals, quantity },
    ...{ side: 'sell', purpose: 'stop_loss', protective: true },
    ...{ refPrice: level, triggerPrice: null, stopPrice: level },
    ...(by && brackets ? { left: { by, id: brackets.idOf(by) } } : {}),
  };
}
