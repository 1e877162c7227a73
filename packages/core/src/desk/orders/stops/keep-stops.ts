import { inTransaction, isUniqueViolation } from '../../../kernel/db/index.ts';
import { errorText } from '../../../kernel/errors/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import type { Broker } from '../../brokers/index.ts';
import type { DeskContext } from '../../context.ts';
import { stopLevel } from '../../positions/index.ts';
import { mayOrder, readTradingState } from '../../protections/index.ts';
import { bodyOf } from '../intent/order-body.ts';
import type { Intent, Order } from '../order.ts';
import { inTime, sendOrder, startBefore } from '../send-order.ts';
import { bookStatus } from '../settle-order.ts';
import { findOrder, insertOrder, listAccounts } from '../store.ts';
import { nextAct } from './next-act.ts';
import { type GuardedPosition, listGuarded, lockGuarded, noteMove } from './store.ts';

/**
 * Lets a stop rest at its venue for every open position, where the venue has such orders, and moves it as its level rises.
 * It is an order like any other: a further leg of the step that bought, intended before it is sent, one for ever. As it is
 * the one open order of its position, nothing else can be sold before it has ended.
 */
export async function keepStops(ctx: DeskContext): Promise<void> {
  for (const account of await listAccounts(ctx.db)) {
    const broker = ctx.brokers.of(account);
    if (!broker.stops) continue;
    for (const position of await listGuarded(ctx.db, account.id)) await keepStop(ctx, broker, position);
  }
}

async function keepStop(ctx: DeskContext, broker: Broker, position: GuardedPosition): Promise<void> {
  const act = actOn(ctx, position);
  if (act === null) return;
  try {
    await (act === 'place' ? placeStop(ctx, position.id) : moveStop(ctx, broker, position));
  } catch (error) {
    ctx.log.warn({ positionId: position.id, error: errorText(error) }, 'the stop at the venue could not be kept');
  }
}

function actOn(ctx: DeskContext, position: GuardedPosition): 'place' | 'move' | null {
  const price = ctx.market.price(position.contract, ctx.clock.now());
  return nextAct({ ...position, level: stopLevel(position), price: price ? new Decimal(price.price) : null });
}

async function placeStop(ctx: DeskContext, positionId: string): Promise<void> {
  await ctx.fence.shared(async () => {
    const readMs = ctx.clock.monotonicMs();
    const { state, epoch } = await readTradingState(ctx.db);
    if (!mayOrder(state, 'exit')) return;
    const order = await intendStop(ctx, positionId, epoch);
    if (order) await sendOrder(ctx, order, startBefore(readMs, ctx.clock.monotonicMs()));
  });
}

/** Commits the intent of a stop, if one is still wanted; null when not, or when another order came first. */
async function intendStop(ctx: DeskContext, positionId: string, epoch: number): Promise<Order | null> {
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const position = await lockGuarded(tx, positionId);
      const level = position && stopLevel(position);
      if (!level || !position.entryStepId || actOn(ctx, position) !== 'place') return null;
      const ofStep = { stepId: position.entryStepId, leg: position.nextLeg };
      const intent = intentOf(position, level);
      return insertOrder(tx, { ...ofStep, intent, body: bodyOf(intent, ofStep), epoch, at: ctx.clock.now() });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

function intentOf(
  { id, accountId, instrumentId, contract, decimals, quantity }: GuardedPosition,
  level: Decimal,
): Intent {
  return {
    ...{ accountId, positionId: id, instrumentId, contract, decimals, quantity },
    ...{ side: 'sell', purpose: 'stop_loss', protective: true },
    ...{ refPrice: level, triggerPrice: null, stopPrice: level },
  };
}

/** Moves a stop up that rests; where it rests then, only the venue says. An answer that is lost costs another look. */
async function moveStop(ctx: DeskContext, { stops, status }: Broker, position: GuardedPosition): Promise<void> {
  const level = stopLevel(position);
  const order = position.lastOrderId ? await findOrder(ctx.db, position.lastOrderId) : null;
  if (!level || !order || !stops) return;
  await ctx.fence.shared(async () => {
    const { state } = await readTradingState(ctx.db);
    if (!mayOrder(state, 'exit')) return;
    await noteMove(ctx.db, order.id);
    const answer = await inTime((signal) => stops.move(order.clientOrderId, level, signal));
    if (answer.kind === 'refused')
      ctx.log.warn({ orderId: order.id, reason: answer.reason }, 'the venue did not move a stop');
    const said = await inTime((signal) => status(order.clientOrderId, signal));
    if (said.kind === 'report') await bookStatus(ctx, order, said.report);
  });
}
