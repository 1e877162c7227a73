import { orderUnderWay } from '../../desk/protections/index.ts';
import { LIVE } from '../../desk/states/index.ts';
import type { Db } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';

export interface ExitSubject {
  readonly status: string;
  readonly symbol: string;
  readonly instrumentId: string;
  /** How many exits of this position were decided so far. */
  readonly exits: number;
  readonly quantity: Decimal;
  /** The smallest quantity that its venue trades. */
  readonly lot: Decimal;
  readonly orderUnderWay: boolean;
  readonly halted: boolean;
  /** Pending exits, which a more urgent one supersedes. */
  readonly pending: readonly string[];
}

/** What decides whether a position can be exited now; null when there is no such position. */
export async function findExitSubject(db: Db, positionId: string): Promise<ExitSubject | null> {
  const [row] = await db.$queryRaw<ExitSubject[]>`
    SELECT p.status::text AS status, i.symbol, i.id AS "instrumentId", p.quantity, i.min_quantity AS lot,
           (SELECT count(*)::int FROM ops_trading_proposals x WHERE x.position_id = p.id AND x.mission_type = 'exit'
             AND x.status <> 'pending') AS exits,
           EXISTS (SELECT 1 FROM ops_orders o WHERE o.position_id = p.id AND ${orderUnderWay}) AS "orderUnderWay",
           ARRAY(SELECT x.id::text FROM ops_trading_proposals x WHERE x.position_id = p.id AND x.status = 'pending'
           AND x.mission_type IN ('exit', 'scale')) AS pending,
           coalesce((SELECT state = 'halted' FROM ops_trading_state WHERE id = 1), true) AS halted
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE p.id = ${positionId}::uuid`;
  return row ?? null;
}

/** Remembers that an exit is due; false when one is remembered already. */
export async function recordDueExit(
  db: Db,
  positionId: string,
  due: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_positions SET due_exit = ${JSON.stringify(due)}::jsonb, updated_at = now()
      WHERE id = ${positionId}::uuid AND due_exit IS NULL AND status IN ${LIVE}`;
  return changed === 1;
}

/** Forgets a due exit: it was raised. */
export async function clearDueExit(db: Db, positionId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_positions SET due_exit = NULL, updated_at = now() WHERE id = ${positionId}::uuid
      AND due_exit IS NOT NULL`;
}

export interface DueExit {
  readonly positionId: string;
  readonly contract: string;
  readonly due: unknown;
}

/**
 * After an exit that its venue refused, not one that the desk took back, the next one waits so long, twice as long
 * after each further one, a minute at most.
 */
const FIRST_REST_S = 2;
const LONGEST_REST_S = 60;

/** Open positions whose exit is due and can run now: no order under way, none refused just now, trading not halted. */
export async function listRunnableDueExits(db: Db, limit: number): Promise<readonly DueExit[]> {
  return db.$queryRaw<DueExit[]>`
    SELECT p.id AS "positionId", i.contract, p.due_exit AS due FROM ops_positions p
           JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.due_exit IS NOT NULL AND p.status = 'open'
      AND (SELECT state <> 'halted' FROM ops_trading_state WHERE id = 1)
      AND NOT EXISTS (SELECT 1 FROM ops_orders o WHERE o.position_id = p.id AND ${orderUnderWay})
      AND NOT EXISTS (
        SELECT 1 FROM ops_orders o WHERE o.position_id = p.id AND o.side = 'sell' AND o.filled_qty = 0
          AND o.rests_at IS NULL
          AND o.take_back_reason IS NULL
          AND o.created_at > coalesce((SELECT max(f.created_at) FROM ops_fills f WHERE f.position_id = p.id),
            p.created_at)
        HAVING max(o.updated_at) <= clock_timestamp()
           AND max(o.updated_at) + make_interval(secs => least(${LONGEST_REST_S}::float8,
             ${FIRST_REST_S}::float8 * power(2, least(count(*) - 1, 10)))) > clock_timestamp())
    LIMIT ${limit}`;
}
