import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { plain } from '../../kernel/money/index.ts';
import type { OrderBody } from '../brokers/broker.ts';
import type { DeskContext } from '../context.ts';
import { mayOrder, readTradingState, type TradingState } from '../protections/index.ts';
import { clientOrderId } from './client-order-id.ts';
import { type Intent, isFinal, type Order, type Placement, type Refusal } from './order.ts';
import { reconcileOrder } from './reconcile-orders.ts';
import { sendOrder } from './send-order.ts';
import { findStepOrder, insertOrder } from './store.ts';

export interface OrderWork {
  readonly stepId: string;
  readonly accountId: string;
  /** Which trading states allow it. */
  readonly direction: 'entry' | 'exit';
  /** Runs in the transaction that commits the intent: checks once more what may have changed and says what to send. */
  readonly intend: (tx: Tx, leg: number) => Promise<Intent | Refusal>;
  readonly signal?: AbortSignal;
}

/**
 * Brings a step's order to the venue exactly once, whatever dies. Where a kill may fall, and what the next run finds:
 * 1 before the intent is committed: no order, it starts afresh. 2 after the commit, before or during the call: an
 * `intended` order, the venue is asked for its id. 3 after the venue accepted, before the report is booked: the same.
 * 4 after the report is booked: a final order, returned as it is.
 */
export async function placeOrder(ctx: DeskContext, work: OrderWork): Promise<Placement> {
  const known = await findStepOrder(ctx.db, work.stepId);
  if (known) return resume(ctx, known);
  return ctx.fence.shared(async (): Promise<Placement> => {
    const { state, epoch } = await readTradingState(ctx.db);
    const barred = barrier(state, work.direction);
    if (barred) return barred;
    const committed = await commitIntent(ctx, work, epoch);
    if ('refused' in committed) return { kind: 'refused', reason: committed.refused };
    return sendOrder(ctx, committed.order, committed.atMs);
  });
}

function barrier(state: TradingState, direction: 'entry' | 'exit'): Placement | null {
  if (mayOrder(state, direction)) return null;
  return { kind: 'blocked', state: state === 'halted' ? 'halted' : 'reducing' };
}

/** The stored intent is law: an order that is there is never planned again. */
async function resume(ctx: DeskContext, order: Order): Promise<Placement> {
  if (isFinal(order.status)) return { kind: 'final', order };
  const after = await reconcileOrder(ctx, order);
  return isFinal(after.status) ? { kind: 'final', order: after } : { kind: 'unknown', order: after };
}

interface Committed {
  readonly order: Order;
  readonly atMs: number;
}

async function commitIntent(ctx: DeskContext, work: OrderWork, epoch: number): Promise<Committed | Refusal> {
  const leg = 1;
  const committed = await inTransaction(ctx.db, async (tx): Promise<{ readonly order: Order } | Refusal> => {
    const intent = await work.intend(tx, leg);
    if ('refused' in intent) return intent;
    return { order: await insertOrder(tx, { stepId: work.stepId, leg, intent, body: bodyOf(work, intent, leg), epoch, at: ctx.clock.now() }) };
  });
  return 'refused' in committed ? committed : { ...committed, atMs: ctx.clock.monotonicMs() };
}

function bodyOf(work: OrderWork, intent: Intent, leg: number): OrderBody {
  if ((intent.spendUsd === undefined) === (intent.quantity === undefined)) throw new CompanyError('bad_intent', 'an order either spends USD or sells a quantity');
  return {
    clientOrderId: clientOrderId({ accountId: work.accountId, stepId: work.stepId, leg }),
    accountId: intent.accountId,
    instrumentId: intent.instrumentId,
    contract: intent.contract,
    side: intent.side,
    type: 'market',
    spendUsd: intent.spendUsd ? plain(intent.spendUsd) : null,
    quantity: intent.quantity ? plain(intent.quantity) : null,
    refPrice: plain(intent.refPrice),
    triggerPrice: intent.triggerPrice ? plain(intent.triggerPrice) : null,
    decimals: intent.decimals,
  };
}
