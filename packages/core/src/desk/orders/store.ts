import { type Db, newId, Prisma } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { readOption } from '../instruments/index.ts';
import type { OrderBody } from '../venue/index.ts';
import type { Intent, Order, OrderStatus } from './order.ts';

/** An order whose last word is not known. */
export const NOT_FINAL = Prisma.sql`status IN ('intended', 'submitted', 'unknown', 'partially_filled')`;
/** A purchase that left its stop at the venue when it filled. */
export const LEFT_STOP = Prisma.sql`(o.bracket_stop IS NOT NULL AND o.filled_qty > 0)`;
/** An order that is being sent right now is left alone for longer than a call may take. */
const UNDER_WAY = Prisma.sql`interval '12 seconds'`;

/** An order as it is read, with the venue of its account. */
export const columns = Prisma.sql`id, client_order_id AS "clientOrderId", account_id AS "accountId",
  instrument_id AS "instrumentId", position_id AS "positionId", step_id AS "stepId", leg, side::text AS side, purpose,
  protective, body, spend_usd AS "spendUsd", quantity,
  ref_price AS "refPrice", rests_at AS "restsAt", bracket_stop AS "bracketStop",
  bracket_owner AS "bracketOwner", take_back_reason AS "takeBackReason", status::text AS status,
  venue_order_id AS "venueOrderId", filled_qty AS "filledQty",
  filled_usd AS "filledUsd", fee_usd AS "feeUsd", state_epoch AS "stateEpoch", evidence, reason,
  intended_at AS "intendedAt",
  submitted_at AS "submittedAt", final_at AS "finalAt", next_check_at AS "nextCheckAt", created_at AS "createdAt",
  updated_at AS "updatedAt", (SELECT a.venue::text FROM ops_accounts a WHERE a.id = account_id) AS venue`;

/** One order, or null. */
export async function findOrder(db: Db, id: string): Promise<Order | null> {
  const [order] = await db.$queryRaw<Order[]>`SELECT ${columns} FROM ops_orders WHERE id = ${id}::uuid`;
  return order ?? null;
}

/**
 * The latest order of a step, or null; the stops of the position that an entry opened are legs of its step and not
 * meant.
 */
export async function findStepOrder(db: Db, stepId: string): Promise<Order | null> {
  const [order] = await db.$queryRaw<Order[]>`
    SELECT ${columns} FROM ops_orders WHERE step_id = ${stepId}::uuid AND rests_at IS NULL ORDER BY leg DESC LIMIT 1`;
  return order ?? null;
}

/** The order of a position that is not final, or null; the database allows one. */
export async function findOpenOrder(db: Db, positionId: string): Promise<Order | null> {
  const [order] = await db.$queryRaw<Order[]>`
    SELECT ${columns} FROM ops_orders WHERE position_id = ${positionId}::uuid AND ${NOT_FINAL}`;
  return order ?? null;
}

/**
 * What must end before anything else is sent for a position: the order of it that is not final, or the purchase that
 * left a stop at its venue which is not in our books yet; or null.
 */
export async function findObstacle(db: Db, positionId: string): Promise<Order | null> {
  const [order] = await db.$queryRaw<Order[]>`
    SELECT ${columns} FROM ops_orders o WHERE position_id = ${positionId}::uuid AND (${NOT_FINAL}
      OR ${LEFT_STOP} AND NOT EXISTS (SELECT 1 FROM ops_orders l WHERE l.position_id = o.position_id AND l.id > o.id))
    ORDER BY id DESC LIMIT 1`;
  return order ?? null;
}

/**
 * How many sales of a position were taken back in the last minutes, and since its last fill, because nobody paid their
 * limit.
 */
export async function countUnpaid(db: Db, { positionId, side, contract }: Intent): Promise<number> {
  if (side === 'buy' || !readOption(contract)) return 0;
  const [row] = await db.$queryRaw<[{ unpaid: number }]>`
    SELECT count(*)::int AS unpaid FROM ops_orders o WHERE position_id = ${positionId}::uuid AND side = 'sell'
      AND filled_qty = 0
      AND take_back_reason IS NOT NULL AND created_at > clock_timestamp() - interval '10 minutes'
      AND NOT EXISTS (SELECT 1 FROM ops_orders l WHERE l.position_id = o.position_id AND l.id > o.id
        AND l.filled_qty > 0)`;
  return row.unpaid;
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
  const [order] = await db.$queryRaw<[Order]>`
    INSERT INTO ops_orders (id, client_order_id, account_id, instrument_id, position_id, step_id, leg, side, purpose,
                            protective,
                            body, spend_usd, quantity, ref_price, rests_at, bracket_stop, bracket_owner,
                            state_epoch, intended_at, updated_at)
    VALUES (${newId()}::uuid, ${body.clientOrderId}, ${intent.accountId}::uuid, ${intent.instrumentId}::uuid,
            ${intent.positionId}::uuid, ${stepId}::uuid, ${leg}, ${intent.side}::"OrderSide", ${intent.purpose},
            ${intent.protective},
            ${JSON.stringify(body)}::jsonb, ${body.spendUsd}::numeric, ${body.quantity}::numeric,
            ${body.refPrice}::numeric, ${body.stopPrice ?? null}::numeric,
            ${body.bracketStop ?? null}::numeric, ${intent.left?.by ?? null}, ${epoch}, ${at}, now())
    RETURNING ${columns}`;
  return order;
}

export type LockedOrder = Order & {
  /** Machine time since it was written; after a clock was set back as much as lies between. */
  readonly ageMs: number;
};

/** One order, locked until the transaction ends. */
export async function lockOrder(db: Db, id: string): Promise<LockedOrder | null> {
  const [order] = await db.$queryRaw<LockedOrder[]>`
    SELECT ${columns}, abs(extract(epoch FROM clock_timestamp() - created_at) * 1000)::float8 AS "ageMs"
    FROM ops_orders WHERE id = ${id}::uuid FOR UPDATE`;
  return order ?? null;
}

/**
 * Whether bytes that were signed for an order may still land. Call with the order locked: an attempt is only written so
 * too.
 */
export async function hasLiveAttempt(db: Db, orderId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_order_attempts WHERE order_id = ${orderId}::uuid AND state IN ('signed', 'sent') LIMIT 1`;
  return rows.length > 0;
}

export interface OrderChange {
  readonly status: OrderStatus;
  readonly venueOrderId?: string;
  readonly reason?: string | null;
  readonly submittedAt?: Date;
  readonly finalAt?: Date;
  /** When the venue is to be asked about it, should this not be its last word. */
  readonly checkInMs: number;
  /** Of a stop that rests: the price that triggers it, as the venue has it. */
  readonly restsAt?: Decimal | null;
  /** Of a stop that rests: how much it sells there. */
  readonly restsFor?: Decimal | null;
  /** Why the desk takes it back: the first word stays. */
  readonly takeBackReason?: string;
  /** How the state was decided, appended to the order's evidence. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/**
 * Writes a state with its evidence, and the sums of the fills that are booked; returns the row. Call with the order
 * locked.
 */
export async function saveOrder(db: Db, id: string, change: OrderChange): Promise<Order> {
  const [order] = await db.$queryRaw<[Order]>`
    UPDATE ops_orders o SET status = ${change.status}::"OrderStatus",
           venue_order_id = coalesce(${change.venueOrderId ?? null}, venue_order_id),
           take_back_reason = coalesce(take_back_reason, ${change.takeBackReason ?? null}),
           reason = coalesce(${change.reason ?? null}, reason),
           submitted_at = coalesce(submitted_at, ${change.submittedAt ?? null}),
           rests_at = CASE WHEN rests_at IS NOT NULL
           THEN coalesce(${change.restsAt?.toFixed() ?? null}::numeric, rests_at) END,
           quantity = CASE WHEN rests_at IS NOT NULL
           THEN coalesce(${change.restsFor?.toFixed() ?? null}::numeric, quantity) ELSE quantity END,
           final_at = coalesce(final_at, ${change.finalAt ?? null}), next_check_at = ${inMs(change.checkInMs)},
           evidence = evidence || ${JSON.stringify([change.evidence])}::jsonb, updated_at = clock_timestamp(),
           filled_qty = f.qty, filled_usd = f.usd, fee_usd = f.fee
    FROM (SELECT coalesce(sum(quantity), 0) AS qty, coalesce(sum(usd), 0) AS usd, coalesce(sum(fee_usd), 0) AS fee
          FROM ops_fills WHERE order_id = ${id}::uuid) f
    WHERE o.id = ${id}::uuid RETURNING ${columns}`;
  return order;
}

/**
 * Orders on which the venue has not said its last word, oldest first: all, or the first that are due to be asked about.
 */
export async function listUnsettled(
  db: Db,
  which: { readonly due: false } | { readonly due: true; readonly limit: number },
): Promise<readonly Order[]> {
  const due = Prisma.sql`AND coalesce(next_check_at, created_at + ${UNDER_WAY}) <= clock_timestamp()`;
  return db.$queryRaw<Order[]>`
    SELECT ${columns} FROM ops_orders WHERE ${NOT_FINAL} ${which.due ? due : Prisma.empty}
    ORDER BY id ${which.due ? Prisma.sql`LIMIT ${which.limit}` : Prisma.empty}`;
}

export interface Resting {
  readonly restsAt: Decimal;
  readonly quantity: Decimal | null;
}

/** Notes where a stop rests now, and how much it sells. Call with the order locked. */
export async function saveResting(db: Db, id: string, { restsAt, quantity }: Resting): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_orders SET rests_at = ${restsAt.toFixed()}::numeric, quantity = ${quantity?.toFixed() ?? null}::numeric,
      updated_at = clock_timestamp()
    WHERE id = ${id}::uuid AND rests_at IS NOT NULL`;
}

/** Asks about an order again only after a while. */
export async function postponeCheck(db: Db, id: string, waitMs: number): Promise<void> {
  await db.$executeRaw`UPDATE ops_orders SET next_check_at = ${inMs(waitMs)} WHERE id = ${id}::uuid`;
}

function inMs(ms: number): Prisma.Sql {
  return Prisma.sql`clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)`;
}
