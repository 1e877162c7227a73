import { inTransaction, isUniqueViolation, type Tx } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import type { DeskContext } from '../context.ts';
import { mayOrder, readTradingState } from '../protections/index.ts';
import { reconcileOrder } from './call/reconcile-orders.ts';
import { placementOf, sendOrder, startBefore } from './call/send-order.ts';
import { bodyOf } from './intent/order-body.ts';
import { blockedBy, type Intent, isFinal, type Order, type Placement, type Refusal, type Wait } from './order.ts';
import { stopThatSold } from './stops/store.ts';
import { withdrawStop } from './stops/withdraw-stop.ts';
import { countUnpaid, findOpenOrder, findStepOrder, insertOrder } from './store.ts';

export interface OrderWork {
  readonly stepId: string;
  /** Of a position that is held: a stop of it that rests at the venue is taken back before anything else is sent. */
  readonly positionId?: string;
  /** Which trading states allow it. */
  readonly direction: 'entry' | 'exit';
  /** Why nothing can come of it, as far as is seen before: then no stop is taken back for it. */
  readonly vain?: string | null;
  /** Runs in the transaction that commits the intent: checks once more what may have changed and says what to send. */
  readonly intend: (tx: Tx, leg: number) => Promise<Intent | Refusal | Wait>;
  /** Wants another leg where the last one ended `rejected` or `canceled`; without it that end is the answer. */
  readonly newLeg?: boolean;
  /** Nothing new is intended once it has aborted; what is intended already is brought to its end all the same. */
  readonly signal?: AbortSignal;
}

/**
 * Brings a step's order to the venue exactly once, whatever dies. Where a kill may fall and what the next run finds:
 *
 * | killed                                         | found                     | then                                 |
 * | ---------------------------------------------- | ------------------------- | ------------------------------------ |
 * | 1 before the intent is committed               | no order                  | starts afresh                        |
 * | 2 after that, before the venue has the call    | `intended`, venue: no     | the stored body is sent, the same id |
 * | 3 after the venue has taken it, before booking | `intended`, venue: report | the report is booked                 |
 * | 4 between marking it unknown and asking        | `unknown`, either         | as 2 or 3                            |
 * | 5 after booking, before the jobs of its events | a final order             | it is the answer; jobs are swept up  |
 * | 6 after booking a first part                   | `partially_filled`        | the venue is asked until it is final |
 */
export async function placeOrder(ctx: DeskContext, work: OrderWork): Promise<Placement> {
  const known = await findStepOrder(ctx.db, work.stepId);
  if (known && !(work.newLeg && mayTryAgain(known))) return resume(ctx, known);
  work.signal?.throwIfAborted();
  if (work.vain) return { kind: 'refused', reason: work.vain };
  const obstacle = work.positionId ? await withdrawStop(ctx, work.positionId, work.direction) : null;
  if (obstacle) return obstacle;
  const placement = await ctx.fence.shared(() => intendAndSend(ctx, work, (known?.leg ?? 0) + 1));
  if (placement.kind === 'refused') return soldByStop(ctx, work, placement);
  const asks = placement.kind === 'unknown' && placement.order.stepId === work.stepId;
  return asks ? askOnce(ctx, placement.order) : placement;
}

/** An exit that comes too late, because the stop at the venue has sold everything, ends with what the stop did. */
async function soldByStop({ db }: DeskContext, { positionId, direction }: OrderWork, refused: Placement) {
  const order = positionId && direction === 'exit' ? await stopThatSold(db, positionId) : null;
  return order ? placementOf(order) : refused;
}

function mayTryAgain({ status }: Order): boolean {
  return status === 'rejected' || status === 'canceled';
}

/** The stored intent is law: an order that is there is never planned again. */
async function resume(ctx: DeskContext, order: Order): Promise<Placement> {
  return placementOf(isFinal(order.status) ? order : await reconcileOrder(ctx, order));
}

/** Asks about an order whose call just ended without a last word; a venue that does not answer now is asked later. */
async function askOnce(ctx: DeskContext, order: Order): Promise<Placement> {
  try {
    return await resume(ctx, order);
  } catch (error) {
    ctx.log.warn({ orderId: order.id, error: errorText(error) }, 'the venue could not be asked about an order');
    return placementOf(order);
  }
}

async function intendAndSend(ctx: DeskContext, work: OrderWork, leg: number): Promise<Placement> {
  const stateReadMs = ctx.clock.monotonicMs();
  const { state, epoch } = await readTradingState(ctx.db);
  if (!mayOrder(state, work.direction)) return blockedBy(state);
  const committed = await commitIntent(ctx, work, { leg, epoch });
  if ('kind' in committed) return committed;
  return sendOrder(ctx, committed.order, startBefore(stateReadMs, ctx.clock.monotonicMs()));
}

interface Committed {
  readonly order: Order;
}

async function commitIntent(
  ctx: DeskContext,
  work: OrderWork,
  { leg, epoch }: { readonly leg: number; readonly epoch: number },
): Promise<Committed | Placement> {
  let positionId: string | null = null;
  try {
    return await inTransaction(ctx.db, async (tx): Promise<Committed | Placement> => {
      const intent = await work.intend(tx, leg);
      if ('refused' in intent) return { kind: 'refused', reason: intent.refused };
      if ('waits' in intent) return { kind: 'waiting', why: intent.waits };
      positionId = intent.positionId;
      const ofStep = { stepId: work.stepId, leg };
      const unpaid = await countUnpaid(tx, intent);
      const body = bodyOf(intent, { ...ofStep, unpaid });
      return { order: await insertOrder(tx, { ...ofStep, intent, body, epoch, at: ctx.clock.now() }) };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another run of this step was faster, or another order of the position comes first.
    const own = await findStepOrder(ctx.db, work.stepId);
    const first = own?.leg === leg ? own : positionId && (await findOpenOrder(ctx.db, positionId));
    if (!first) throw error;
    return { kind: 'unknown', order: first };
  }
}
