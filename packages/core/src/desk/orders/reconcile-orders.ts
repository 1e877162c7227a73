import { announceEvents } from '../../company/events/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import type { DeskContext } from '../context.ts';
import { mayOrder, readTradingState } from '../protections/index.ts';
import type { Order } from './order.ts';
import { brokerOf, sendOrder } from './send-order.ts';
import { settleOrder } from './settle-order.ts';
import { listUnsettled, postponeCheck } from './store.ts';

const BATCH = 50;
const ASK_AGAIN_MS = 2000;
/** An order that is being sent right now is left alone for longer than a call may take. */
const UNDER_WAY_MS = 12_000;
const VENUE_TIMEOUT_MS = 10_000;

export interface Reconciled {
  readonly asked: number;
  readonly failed: number;
}

/** Asks the venues about every order on which their last word is missing. `atStart` asks about all: nobody is sending then. */
export async function reconcileOrders(ctx: DeskContext, { atStart = false }: { readonly atStart?: boolean } = {}): Promise<Reconciled> {
  const orders = await listUnsettled(ctx.db, atStart ? 0 : UNDER_WAY_MS, BATCH);
  let failed = 0;
  for (const order of orders) {
    try {
      await reconcileOrder(ctx, order);
    } catch (error) {
      failed += 1;
      await postponeCheck(ctx.db, order.id, ASK_AGAIN_MS);
      ctx.log.warn({ orderId: order.id, error: errorText(error) }, 'the venue could not be asked about an order');
    }
  }
  return { asked: orders.length, failed };
}

/**
 * Finds out what became of one order: the venue is asked for its id. A venue that proves it never took it gets the
 * stored body again under the same id, if the trading state allows; in `halted` it is only asked.
 */
export async function reconcileOrder(ctx: DeskContext, order: Order): Promise<Order> {
  const broker = await brokerOf(ctx, order);
  const status = await broker.status(order.clientOrderId, AbortSignal.timeout(VENUE_TIMEOUT_MS));
  if (status.kind === 'report') {
    const settled = await settleOrder(ctx, order.id, status.report, 'status');
    await announceEvents(ctx, settled.events);
    return settled.order;
  }
  if (!status.final) {
    await postponeCheck(ctx.db, order.id, ASK_AGAIN_MS);
    return order;
  }
  return resend(ctx, order);
}

async function resend(ctx: DeskContext, order: Order): Promise<Order> {
  return ctx.fence.shared(async () => {
    const { state } = await readTradingState(ctx.db);
    if (!mayOrder(state, order.side === 'buy' ? 'entry' : 'exit')) return order;
    const placement = await sendOrder(ctx, order, ctx.clock.monotonicMs());
    return 'order' in placement ? placement.order : order;
  });
}
