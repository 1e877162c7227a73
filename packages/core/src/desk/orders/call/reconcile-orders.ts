import { inTransaction } from '../../../kernel/db/index.ts';
import { errorText } from '../../../kernel/errors/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import type { DeskContext } from '../../context.ts';
import { faultOfResend } from '../../entries/index.ts';
import { findPosition } from '../../positions/index.ts';
import { freezeInstrument, mayOrder, readTradingState } from '../../protections/index.ts';
import type { OrderBody } from '../../venue/index.ts';
import { isFinal, type Order } from '../order.ts';
import { checkAfterMs, nextMove } from '../report/recovery.ts';
import { bookStatus, cancelUnsent } from '../report/settle-order.ts';
import { findOrder, listUnsettled, postponeCheck } from '../store.ts';
import { inTime, sendOrder, startBefore } from './send-order.ts';
import { takeBack } from './take-back.ts';

/** No more than the fence has room for; one position has one such order at most. */
const BATCH = 20;

export interface Reconciled {
  readonly asked: number;
  readonly failed: number;
}

export interface ReconcileOptions {
  /** Asks about every order that is not final, due or not: at a start nobody is waiting for an answer. */
  readonly atStart?: boolean;
}

/** Asks the venues about the orders on which their last word is missing and that are due to be asked about. */
export async function reconcileOrders(
  ctx: DeskContext,
  { atStart = false }: ReconcileOptions = {},
): Promise<Reconciled> {
  const orders = await listUnsettled(ctx.db, atStart ? { due: false } : { due: true, limit: BATCH });
  // A venue that hangs must not keep the orders of another one waiting.
  const answered = await Promise.all(orders.map((order) => isAnswered(ctx, order)));
  return { asked: orders.length, failed: answered.filter((answer) => !answer).length };
}

async function isAnswered(ctx: DeskContext, order: Order): Promise<boolean> {
  try {
    await reconcileOrder(ctx, order);
    return true;
  } catch (error) {
    ctx.log.warn({ orderId: order.id, error: errorText(error) }, 'the venue could not be asked about an order');
    await askLater(ctx, order);
    return false;
  }
}

/**
 * Finds out what became of one order: the venue is asked for its id. A venue that proves it never took it gets the
 * stored body again under the same id, if the trading state allows and, for an entry, the price is still near the one
 * it was intended at; in `halted` it is only asked. An entry that still works there when it should not is taken back.
 * Returns the order as it is then; throws when the venue cannot be asked.
 */
export async function reconcileOrder(ctx: DeskContext, order: Order): Promise<Order> {
  const broker = ctx.brokers.of(order);
  const said = await inTime((signal) => broker.status(order.clientOrderId, signal));
  const move = nextMove(order, said);
  switch (move.kind) {
    case 'book':
      return takeBack(ctx, await bookStatus(ctx, order, move.report));
    case 'repeat':
      return send(ctx, order, () => Promise.resolve(null));
    case 'resend':
      return send(ctx, order, () => whyNotAgain(ctx, order));
    case 'freeze':
      return freeze(ctx, order);
    case 'ask_again':
      return askLater(ctx, order);
    case 'nothing':
      return order;
    default: {
      const missed: never = move;
      return missed;
    }
  }
}

async function askLater(ctx: DeskContext, order: Order): Promise<Order> {
  await postponeCheck(ctx.db, order.id, checkAfterMs(ctx.clock.machineNow().getTime() - order.createdAt.getTime()));
  return order;
}

async function send(ctx: DeskContext, order: Order, faultOf: () => Promise<string | null>): Promise<Order> {
  const sent = await ctx.fence.shared(async () => {
    const readMs = ctx.clock.monotonicMs();
    const { state } = await readTradingState(ctx.db);
    if (!mayOrder(state, order.side === 'buy' ? 'entry' : 'exit')) return askLater(ctx, order);
    const fault = await faultOf();
    if (fault !== null) return { fault };
    const placement = await sendOrder(ctx, order, startBefore(readMs, readMs));
    return 'order' in placement ? placement.order : order;
  });
  return 'fault' in sent ? giveUp(ctx, order, sent.fault) : sent;
}

/** Why an order that the venue never took is not sent again. */
async function whyNotAgain(ctx: DeskContext, { id, side }: Order): Promise<string | null> {
  const order = await findOrder(ctx.db, id);
  if (!order || isFinal(order.status)) return 'it has ended';
  return order.takeBackReason ?? (side === 'buy' ? staleEntry(ctx, order) : null);
}

/** Why an entry that waited is not sent any more: the market may have left the price at which it was intended. */
async function staleEntry(ctx: DeskContext, order: Order): Promise<string | null> {
  const { contract, refPrice } = order.body as unknown as OrderBody;
  const position = order.positionId ? await findPosition(ctx.db, order.positionId) : null;
  return faultOfResend(ctx, {
    contract,
    since: new Decimal(refPrice),
    stopLoss: position?.stopLoss ?? null,
    target: position?.takeProfit ?? null,
  });
}

/**
 * A call with the order may be under way elsewhere: only alone, and asked once more, the venue proves that there is
 * none.
 */
const ALONE_WITHIN_MS = 12_000;

/** Ends an order that is not to be sent any more, if the venue still does not have it when no call is under way. */
async function giveUp(ctx: DeskContext, order: Order, reason: string): Promise<Order> {
  return ctx.fence.exclusive(ALONE_WITHIN_MS, async (alone) => {
    const said = alone ? await inTime((signal) => ctx.brokers.of(order).status(order.clientOrderId, signal)) : null;
    if (said?.kind === 'report') return bookStatus(ctx, order, said.report);
    if (!said || nextMove(order, said).kind !== 'resend') return askLater(ctx, order);
    return cancelUnsent(ctx, order.id, reason);
  });
}

async function freeze(ctx: DeskContext, order: Order): Promise<Order> {
  await inTransaction(ctx.db, (tx) =>
    freezeInstrument(ctx, tx, {
      instrumentId: order.instrumentId,
      reason: `the venue no longer knows order ${order.clientOrderId}, which it had taken`,
      details: { orderId: order.id, venueOrderId: order.venueOrderId },
    }),
  );
  return askLater(ctx, order);
}
