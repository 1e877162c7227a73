import { type Db, Prisma } from '../../../kernel/db/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import { LIVE } from '../../states/index.ts';
import type { Order } from '../order.ts';
import { columns } from '../store.ts';
import type { SeenOrder } from './next-act.ts';

/** Why the desk takes a stop back, as its order keeps it. */
export const WITHDRAWN = {
  to_trade: 'the desk trades itself',
  to_replace: 'another one rests at a better price',
} as const;

/** An open position with what decides about its stop at the venue. */
export interface GuardedPosition {
  readonly id: string;
  readonly accountId: string;
  readonly instrumentId: string;
  readonly contract: string;
  readonly decimals: number;
  readonly quantity: Decimal;
  readonly stopLoss: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly highWater: Decimal | null;
  readonly exitDue: boolean;
  /** The step that bought it, of which its stops are further legs. */
  readonly entryStepId: string | null;
  readonly nextLeg: number;
  readonly lastOrderId: string | null;
  /** Of the latest order: its id at the venue, and the stop that it carried. */
  readonly lastClientOrderId: string | null;
  readonly bracketStop: Decimal | null;
  readonly last: SeenOrder | null;
}

const wanted = (which: Prisma.Sql) => Prisma.sql`
  SELECT p.id, p.account_id AS "accountId", p.instrument_id AS "instrumentId", i.contract, i.decimals, p.quantity,
         p.stop_loss AS "stopLoss",
         p.trailing_stop_pct AS "trailingStopPct", p.high_water_price AS "highWater",
         p.due_exit IS NOT NULL AS "exitDue",
         e.step_id AS "entryStepId", e.leg + 1 AS "nextLeg", l.id AS "lastOrderId",
         l.client_order_id AS "lastClientOrderId",
         l.bracket_stop AS "bracketStop",
         CASE WHEN l.bracket_stop IS NOT NULL AND l.filled_qty > 0 THEN 'purchase'
              WHEN l.bracket_owner IS NOT NULL THEN 'stop' END AS bracket,
         l.status::text AS "status", l.rests_at AS "restsAt", l.quantity AS sells,
         l.take_back_reason IS NOT NULL AS withdrawn,
         coalesce(l.take_back_reason = ${WITHDRAWN.to_replace}, false) AS replaced,
         abs(extract(epoch FROM clock_timestamp() - l.updated_at) * 1000)::float8 AS "ageMs"
  FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
  LEFT JOIN LATERAL (
    SELECT o.step_id, max(s.leg) AS leg FROM ops_orders o JOIN ops_orders s ON s.step_id = o.step_id
    WHERE o.position_id = p.id AND o.purpose = 'entry' GROUP BY o.step_id LIMIT 1) e ON true
  LEFT JOIN LATERAL (
    SELECT o.id, o.client_order_id, o.bracket_stop, o.bracket_owner, o.take_back_reason, o.quantity, o.filled_qty,
           o.status, o.rests_at, o.updated_at
    FROM ops_orders o WHERE o.position_id = p.id ORDER BY o.id DESC LIMIT 1) l ON true
  WHERE p.quantity > 0 AND (p.status = 'open' OR p.status = 'closing' AND l.bracket_stop IS NOT NULL) AND ${which}`;

type Row = Omit<GuardedPosition, 'last'> & SeenOrder;

/** The open positions of an account, and those about to be closed whose purchase left a stop. */
export async function listGuarded(db: Db, accountId: string): Promise<readonly GuardedPosition[]> {
  const rows = await db.$queryRaw<Row[]>`${wanted(Prisma.sql`p.account_id = ${accountId}::uuid`)}`;
  return rows.map(guardedOf);
}

/** One of them, locked until the transaction ends; null when it is none any more. */
export async function lockGuarded(db: Db, id: string): Promise<GuardedPosition | null> {
  const [row] = await db.$queryRaw<Row[]>`${wanted(Prisma.sql`p.id = ${id}::uuid FOR UPDATE OF p`)}`;
  return row ? guardedOf(row) : null;
}

function guardedOf(row: Row): GuardedPosition {
  const { status, restsAt, sells, withdrawn, replaced, bracket, ageMs, ...position } = row;
  const last = { status, restsAt, sells, withdrawn, replaced, bracket, ageMs };
  return { ...position, last: position.lastOrderId ? last : null };
}

/** Notes that a stop is being moved, so that it is not moved again at once. */
export async function noteMove(db: Db, orderId: string): Promise<void> {
  await db.$executeRaw`UPDATE ops_orders SET updated_at = clock_timestamp() WHERE id = ${orderId}::uuid`;
}

/** The stop at the venue that sold all that was left of a position; null when none did. */
export async function stopThatSold(db: Db, positionId: string): Promise<Order | null> {
  const [order] = await db.$queryRaw<Order[]>`
    SELECT ${columns} FROM ops_orders WHERE id = (
      SELECT o.id FROM ops_orders o JOIN ops_positions p ON p.id = o.position_id
      WHERE p.id = ${positionId}::uuid AND p.quantity = 0 AND o.rests_at IS NOT NULL AND o.filled_qty > 0
        ORDER BY o.id DESC LIMIT 1)`;
  return order ?? null;
}

/** The stops that rest at the venue of these instruments. */
export async function listRestingStops(
  db: Db,
  accountId: string,
  instrumentIds: readonly string[],
): Promise<readonly Order[]> {
  return db.$queryRaw<Order[]>`
    SELECT ${columns} FROM ops_orders WHERE account_id = ${accountId}::uuid
      AND instrument_id = ANY(${[...instrumentIds]}::uuid[])
      AND status = 'submitted' AND rests_at IS NOT NULL ORDER BY id`;
}

/** A stop that a purchase left at its venue, both by our ids. */
export interface LeftStop {
  readonly id: string;
  readonly purchase: string;
}

/** Which of some stops that work at a venue sell what is not held any more, or have ended in our books. */
export async function listOrphans(db: Db, accountId: string, left: readonly LeftStop[]): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM unnest(${left.map(({ id }) => id)}::text[],
           ${left.map(({ purchase }) => purchase)}::text[]) AS s(id, purchase)
    JOIN ops_orders o ON o.client_order_id = s.purchase AND o.account_id = ${accountId}::uuid
      JOIN ops_positions p ON p.id = o.position_id
    WHERE p.status NOT IN ${LIVE}
      OR EXISTS (SELECT 1 FROM ops_orders l WHERE l.client_order_id = s.id
        AND l.status IN ('filled', 'rejected', 'canceled'))`;
  return rows.map(({ id }) => id);
}
