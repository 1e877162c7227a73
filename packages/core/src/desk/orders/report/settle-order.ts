import { emitEvent } from '../../../company/events/index.ts';
import { inTransaction, type Tx } from '../../../kernel/db/index.ts';
import { InvariantError } from '../../../kernel/errors/index.ts';
import { plainText } from '../../../kernel/text/index.ts';
import type { DeskContext } from '../../context.ts';
import { applyFills, settleAfterOrder } from '../../positions/index.ts';
import { fillsSince, type VenueReport } from '../../venue/index.ts';
import { isFinal, isResting, isStale, mayFollow, type Order } from '../order.ts';
import { hasLiveAttempt, type LockedOrder, lockOrder, postponeCheck, saveOrder, saveResting } from '../store.ts';
import { checkAfterMs } from './recovery.ts';
import { tellRefused, tellResting } from './tell-stop.ts';

/** How a report came: as the answer to sending, or to a later question. */
export type ReportSource = 'place' | 'status';

/**
 * Books what a venue says of an order and what follows from it, in one transaction. A report that was booked before
 * changes nothing. Returns the order as it is then.
 */
export async function settleOrder(ctx: DeskContext, word: VenueWord): Promise<Order> {
  return inTransaction(ctx.db, (tx) => settleIn(ctx, tx, word));
}

/** Books what a venue said when it was asked about an order; returns the order as it is then. */
export async function bookStatus(ctx: DeskContext, { id }: Order, report: VenueReport): Promise<Order> {
  return settleOrder(ctx, { orderId: id, report, source: 'status' });
}

export interface VenueWord {
  readonly orderId: string;
  readonly report: VenueReport;
  readonly source: ReportSource;
}

/** The same inside a transaction. */
export async function settleIn(ctx: DeskContext, tx: Tx, { orderId, report, source }: VenueWord): Promise<Order> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new InvariantError('a venue reported an order that we do not know');
  if (isStale(order.status, report.status)) return order;
  if (!mayFollow(order.status, report.status))
    throw new InvariantError(`an order cannot go from ${order.status} to ${report.status}`);
  // What a stop was to sell at is where it rested last.
  const booked = await applyFills(
    tx,
    order,
    fillsSince({ ...order, refPrice: order.restsAt ?? order.refPrice }, report),
  );
  if (booked === 0 && report.status === order.status) return nothingNew(tx, order, report);
  const saved = await save(ctx, tx, { order, report, source });
  if (isFinal(report.status)) await settleAfterOrder(ctx, tx, saved);
  await tellChange(ctx, tx, { order, saved, source });
  return saved;
}

async function nothingNew(tx: Tx, order: LockedOrder, { restsAt, restsFor }: VenueReport): Promise<Order> {
  await postponeCheck(tx, order.id, checkAfterMs(order.ageMs));
  if (!order.restsAt || !restsAt) return order;
  const quantity = restsFor ?? order.quantity;
  if (restsAt.eq(order.restsAt) && quantity?.eq(order.quantity ?? 0)) return order;
  await saveResting(tx, order.id, { restsAt, quantity });
  return { ...order, restsAt, quantity };
}

const REASON_MAX = 500;

/** Why the venue ended an order, in its words: text from outside. */
function reasonOf({ reason }: VenueReport): string | null {
  return reason === null ? null : plainText(reason, REASON_MAX);
}

interface Booked {
  readonly order: LockedOrder;
  readonly report: VenueReport;
}

async function save(
  ctx: DeskContext,
  tx: Tx,
  { order, report, source }: Booked & { readonly source: ReportSource },
): Promise<Order> {
  const now = ctx.clock.now();
  return saveOrder(tx, order.id, {
    status: report.status,
    venueOrderId: report.venueOrderId,
    reason: reasonOf(report) ?? (report.status === 'canceled' ? order.takeBackReason : null),
    submittedAt: now,
    restsAt: report.restsAt ?? null,
    restsFor: report.restsFor ?? null,
    checkInMs: checkAfterMs(order.ageMs),
    ...(isFinal(report.status) ? { finalAt: now } : {}),
    evidence: {
      at: now.toISOString(),
      from: order.status,
      to: report.status,
      by: source,
      fills: report.fills.length,
    },
  });
}

interface Changed {
  readonly order: LockedOrder;
  readonly saved: Order;
  readonly source: ReportSource;
}

async function tellChange(ctx: DeskContext, tx: Tx, { order, saved, source }: Changed): Promise<void> {
  if (order.status === saved.status) return;
  if (isResting(saved)) return tellResting(ctx, tx, saved);
  const sold = !saved.filledQty.isZero();
  if (saved.restsAt && isFinal(saved.status) && !sold && saved.takeBackReason === null)
    return tellRefused(ctx, tx, saved);
  // That a stop is asked about is its everyday life.
  if (source === 'status' && !order.restsAt) await tellReconciled(ctx, tx, { order, saved });
}

async function tellReconciled(ctx: DeskContext, tx: Tx, { order, saved }: Omit<Changed, 'source'>): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'order.reconciled',
    title: `SCOUT asked the venue: order ${order.clientOrderId.slice(0, 8)} is ${saved.status}`,
    summary: `It was ${order.status} here. The venue's word counts.`,
    tradeId: order.positionId,
    instrumentId: order.instrumentId,
    fields: { orderId: order.id, from: order.status, to: saved.status, evidence: 'status' },
  });
}

/** Notes that the outcome of a call is not known; only the venue's word will decide it. */
export async function markUnknown(ctx: DeskContext, orderId: string, error: string): Promise<Order> {
  return inTransaction(ctx.db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new InvariantError('an order disappeared');
    if (isFinal(order.status) || order.status === 'unknown') return order;
    const at = ctx.clock.now().toISOString();
    const evidence = { at, from: order.status, to: 'unknown', by: 'place', error };
    const saved = await saveOrder(tx, order.id, { status: 'unknown', checkInMs: 0, evidence });
    await emitEvent(ctx, tx, {
      kind: 'order.unknown',
      title: `SCOUT does not know what became of order ${order.clientOrderId.slice(0, 8)} and asks the venue`,
      summary: error,
      tradeId: order.positionId,
      instrumentId: order.instrumentId,
      fields: { orderId: order.id, error },
    });
    return saved;
  });
}

/** Ends an order that the venue is proven never to have taken and that is not to be sent any more. */
export async function cancelUnsent(ctx: DeskContext, orderId: string, reason: string): Promise<Order> {
  return inTransaction(ctx.db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new InvariantError('an order disappeared');
    // Another run may have signed something since the venue was asked.
    if (isFinal(order.status) || (await hasLiveAttempt(tx, order.id))) return order;
    const now = ctx.clock.now();
    const evidence = { at: now.toISOString(), from: order.status, to: 'canceled', by: 'recovery', reason };
    const saved = await saveOrder(tx, order.id, { status: 'canceled', reason, finalAt: now, checkInMs: 0, evidence });
    await settleAfterOrder(ctx, tx, saved);
    return saved;
  });
}
