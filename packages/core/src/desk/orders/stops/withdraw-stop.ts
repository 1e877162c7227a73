import { inTransaction } from '../../../kernel/db/index.ts';
import { errorText } from '../../../kernel/errors/index.ts';
import type { DeskContext } from '../../context.ts';
import { mayOrder, readTradingState } from '../../protections/index.ts';
import type { RestingStops } from '../../venue/index.ts';
import { reconcileOrder } from '../call/reconcile-orders.ts';
import { inTime, placementOf } from '../call/send-order.ts';
import { blockedBy, isFinal, type Order, type Placement } from '../order.ts';
import { findObstacle, lockOrder, saveOrder } from '../store.ts';
import { placeStop } from './place-stop.ts';
import { WITHDRAWN } from './store.ts';

/**
 * Takes the stop of a position back that rests at its venue, because the desk is about to trade it: two orders could
 * sell it twice. What it sold meanwhile is booked, and only the venue's last word on it lets anything else be sent.
 * Returns null when the way is free, else what is in it. Killed anywhere, the next run does the same again.
 */
export async function withdrawStop(
  ctx: DeskContext,
  positionId: string,
  direction: Direction,
): Promise<Placement | null> {
  const stop = await findStop(ctx, positionId);
  // The purchase left a stop that could not be taken into our books: nothing is sold beside it.
  if (stop && isFinal(stop.status)) return waitFor(ctx, stop, direction);
  if (!stop?.restsAt) return null;
  return bringBack(ctx, stop, { direction, why: 'to_trade' });
}

/**
 * Lets a stop that rests make way for another of the same position, at the price that is wanted now, where its venue
 * moves none. Between the two nothing rests there, and the watch alone sells.
 */
export async function replaceStop(ctx: DeskContext, stops: RestingStops, stop: Order): Promise<void> {
  if (!stop.positionId || (await bringBack(ctx, stop, { direction: 'exit', why: 'to_replace' }))) return;
  await placeStop(ctx, stops, stop.positionId);
}

type Direction = 'entry' | 'exit';

interface Withdrawal {
  readonly direction: Direction;
  readonly why: keyof typeof WITHDRAWN;
}

async function bringBack(ctx: DeskContext, stop: Order, withdrawal: Withdrawal): Promise<Placement | null> {
  try {
    const blocked = await askBack(ctx, stop, withdrawal);
    if (blocked) return blocked;
    // One that the venue never took is not sent any more: the wish keeps it from that.
    const order = await reconcileOrder(ctx, stop);
    return isFinal(order.status) ? null : placementOf(order);
  } catch (error) {
    ctx.log.warn({ orderId: stop.id, error: errorText(error) }, 'a stop at the venue could not be taken back yet');
    return placementOf(stop);
  }
}

/** The stop that rests; one that its purchase left comes into our books first. Where it does not, that purchase. */
async function findStop(ctx: DeskContext, positionId: string): Promise<Order | null> {
  const order = await findObstacle(ctx.db, positionId);
  const stops = order && isFinal(order.status) ? ctx.brokers.of(order).stops : undefined;
  if (!stops) return order;
  await placeStop(ctx, stops, positionId);
  return findObstacle(ctx.db, positionId);
}

async function waitFor(ctx: DeskContext, order: Order, direction: Direction): Promise<Placement> {
  const { state } = await readTradingState(ctx.db);
  return mayOrder(state, direction) ? { kind: 'unknown', order } : blockedBy(state);
}

async function askBack(ctx: DeskContext, stop: Order, { direction, why }: Withdrawal): Promise<Placement | null> {
  return ctx.fence.shared(async () => {
    const { state } = await readTradingState(ctx.db);
    if (!mayOrder(state, direction)) return blockedBy(state);
    await noteWish(ctx, stop.id, WITHDRAWN[why]);
    if (stop.venueOrderId !== null) await inTime((signal) => ctx.brokers.of(stop).takeBack(stop.clientOrderId, signal));
    return null;
  });
}

/** Writes down, once, that the desk takes the stop back. */
async function noteWish(ctx: DeskContext, orderId: string, reason: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order || isFinal(order.status) || order.takeBackReason !== null) return;
    const at = ctx.clock.now().toISOString();
    const evidence = { at, from: order.status, to: order.status, by: 'take_back', reason };
    await saveOrder(tx, order.id, { status: order.status, takeBackReason: reason, checkInMs: 0, evidence });
  });
}
