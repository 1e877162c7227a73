import { emitEvent } from '../../../company/events/index.ts';
import { inTransaction } from '../../../kernel/db/index.ts';
import { InvariantError } from '../../../kernel/errors/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import type { DeskContext } from '../../context.ts';
import { readTradingState } from '../../protections/index.ts';
import type { OrderBody } from '../../venue/index.ts';
import { patienceMs } from '../intent/limit-price.ts';
import { isFinal, type Order } from '../order.ts';
import { checkAfterMs, whyTakeBack } from '../report/recovery.ts';
import { bookStatus } from '../report/settle-order.ts';
import { lockOrder, saveOrder } from '../store.ts';
import { inTime } from './send-order.ts';

/**
 * Takes an order back that works at its venue when it should not any more, and books what the venue says of it then: it
 * may have filled meanwhile, and only that word counts. Killed anywhere, the next look does the same again, which the
 * venue does not mind. Returns the order as it is then; throws when the venue cannot be asked.
 */
export async function takeBack(ctx: DeskContext, order: Order): Promise<Order> {
  if ((order.side === 'sell' && patienceOf(order) === null) || isFinal(order.status)) return order;
  if (!(await noteWish(ctx, order.id))) return order;
  const broker = ctx.brokers.of(order);
  const answer = await inTime((signal) => broker.takeBack(order.clientOrderId, signal));
  if (answer.kind === 'refused')
    ctx.log.info({ orderId: order.id, reason: answer.reason }, 'the venue did not take an order back');
  const said = await inTime((signal) => broker.status(order.clientOrderId, signal));
  return said.kind === 'report' ? bookStatus(ctx, order, said.report) : order;
}

/** How long a sale may work; null for one that works until it fills. */
function patienceOf({ body, side, refPrice }: Order): number | null {
  const { limitPrice } = body as unknown as OrderBody;
  return side === 'sell' && limitPrice && refPrice ? patienceMs(new Decimal(limitPrice), refPrice) : null;
}

/** Writes down, once, that an order is to be taken back; false where it is to be left alone. */
async function noteWish(ctx: DeskContext, orderId: string): Promise<boolean> {
  const { state } = await readTradingState(ctx.db);
  return inTransaction(ctx.db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new InvariantError('an order disappeared');
    const reason = whyTakeBack({ ...order, patienceMs: patienceOf(order) }, state);
    if (reason === null) return false;
    if (order.takeBackReason !== null) return true;
    const at = ctx.clock.now().toISOString();
    const evidence = { at, from: order.status, to: order.status, by: 'take_back', reason };
    const checkInMs = checkAfterMs(order.ageMs);
    await saveOrder(tx, order.id, { status: order.status, takeBackReason: reason, checkInMs, evidence });
    await emitEvent(ctx, tx, {
      kind: 'order.taken_back',
      title: `SCOUT takes order ${order.clientOrderId.slice(0, 8)} back: ${reason}`,
      summary: 'The venue may have filled it meanwhile: what it says next counts.',
      tradeId: order.positionId,
      instrumentId: order.instrumentId,
      fields: { orderId: order.id, reason },
    });
    return true;
  });
}
