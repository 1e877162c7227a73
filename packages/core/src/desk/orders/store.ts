import { type Db, newId, type Prisma } from '../../kernel/db/index.ts';
import type { OrderBody } from '../brokers/broker.ts';
import type { Intent, Order, OrderStatus } from './order.ts';

const OPEN = { in: ['intended', 'submitted', 'unknown', 'partially_filled'] } satisfies Prisma.EnumOrderStatusFilter;

/** One order, or null. */
export async function findOrder(db: Db, id: string): Promise<Order | null> {
  return db.order.findUnique({ where: { id } });
}

/** The latest order of a step, or null. */
export async function findStepOrder(db: Db, stepId: string): Promise<Order | null> {
  return db.order.findFirst({ where: { stepId }, orderBy: { leg: 'desc' } });
}

export interface NewOrder {
  readonly stepId: string;
  readonly leg: number;
  readonly intent: Intent;
  readonly body: OrderBody;
  readonly epoch: number;
  readonly at: Date;
}

/** Writes an intent. The database refuses a second one for the step and leg, and a second open one for the position. */
export async function insertOrder(db: Db, { stepId, leg, intent, body, epoch, at }: NewOrder): Promise<Order> {
  return db.order.create({
    data: {
      id: newId(),
      clientOrderId: body.clientOrderId,
      accountId: intent.accountId,
      instrumentId: intent.instrumentId,
      positionId: intent.positionId,
      stepId,
      leg,
      side: intent.side,
      purpose: intent.purpose,
      protective: intent.protective,
      body: { ...body },
      spendUsd: intent.spendUsd ?? null,
      quantity: intent.quantity ?? null,
      refPrice: intent.refPrice,
      stateEpoch: epoch,
      intendedAt: at,
    },
  });
}

/** One order, locked until the transaction ends. */
export async function lockOrder(db: Db, id: string): Promise<Order | null> {
  await db.$queryRaw`SELECT 1 FROM ops_orders WHERE id = ${id}::uuid FOR UPDATE`;
  return findOrder(db, id);
}

export interface OrderChange {
  readonly status: OrderStatus;
  readonly venueOrderId?: string;
  readonly reason?: string | null;
  readonly submittedAt?: Date;
  readonly finalAt?: Date;
  /** How the state was decided, appended to the order's evidence. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Writes a state with its evidence, and the sums of the fills that are booked; returns the row. Call with the order locked. */
export async function saveOrder(db: Db, id: string, change: OrderChange): Promise<Order> {
  await db.$executeRaw`
    UPDATE ops_orders o SET status = ${change.status}::"OrderStatus", venue_order_id = coalesce(${change.venueOrderId ?? null}, venue_order_id),
           reason = coalesce(${change.reason ?? null}, reason), submitted_at = coalesce(submitted_at, ${change.submittedAt ?? null}), final_at = coalesce(final_at, ${change.finalAt ?? null}),
           evidence = evidence || ${JSON.stringify([change.evidence])}::jsonb, updated_at = now(),
           filled_qty = f.qty, filled_usd = f.usd, fee_usd = f.fee
    FROM (SELECT coalesce(sum(quantity), 0) AS qty, coalesce(sum(usd), 0) AS usd, coalesce(sum(fee_usd), 0) AS fee FROM ops_fills WHERE order_id = ${id}::uuid) f
    WHERE o.id = ${id}::uuid`;
  return db.order.findUniqueOrThrow({ where: { id } });
}

/** Orders on which the venue has not said its last word and that are to be asked about now; oldest first. */
export async function listUnsettled(db: Db, olderThanMs: number, limit: number): Promise<readonly Order[]> {
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM ops_orders WHERE status IN ('intended', 'submitted', 'unknown', 'partially_filled') AND coalesce(next_check_at, created_at) <= clock_timestamp() - make_interval(secs => ${olderThanMs / 1000}::float8)
    ORDER BY created_at LIMIT ${limit}`;
  return db.order.findMany({ where: { id: { in: ids.map((row) => row.id) }, status: OPEN }, orderBy: { id: 'asc' } });
}

/** Asks about an order again only after a while. */
export async function postponeCheck(db: Db, id: string, waitMs: number): Promise<void> {
  await db.$executeRaw`UPDATE ops_orders SET next_check_at = clock_timestamp() + make_interval(secs => ${waitMs / 1000}::float8) WHERE id = ${id}::uuid`;
}

/** The venue of an account. */
export async function findVenue(db: Db, accountId: string): Promise<string | null> {
  return (await db.account.findUnique({ where: { id: accountId }, select: { venue: true } }))?.venue ?? null;
}

export interface HoldingDifference {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly ours: string;
}

/** What our books hold per instrument on an account. */
export async function listOurHoldings(db: Db, accountId: string): Promise<readonly HoldingDifference[]> {
  return db.$queryRaw<HoldingDifference[]>`
    SELECT p.instrument_id AS "instrumentId", i.symbol, sum(p.quantity)::text AS ours FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.account_id = ${accountId}::uuid AND p.quantity > 0 GROUP BY p.instrument_id, i.symbol`;
}
