import type { Db } from '../../kernel/db/index.ts';
import { HELD } from '../states/index.ts';
import type { HeldStop } from './risk.ts';

/** Everything that is held, with its price and its stop. */
export async function listHeldStops(db: Db): Promise<readonly HeldStop[]> {
  return db.$queryRaw<HeldStop[]>`
    SELECT p.id AS "positionId", i.symbol, i.contract, p.quantity, coalesce(p.current_price, p.entry_price, 0) AS price,
           coalesce(p.marked_at, p.opened_at, p.created_at) AS "pricedAt", p.stop_loss AS "stopLoss",
           p.trailing_stop_pct AS "trailingStopPct", p.high_water_price AS "highWater",
           EXISTS (SELECT 1 FROM ops_orders o WHERE o.position_id = p.id AND o.status = 'submitted'
                   AND o.rests_at IS NOT NULL) AS "stopRests"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.status IN ${HELD} AND p.quantity > 0 ORDER BY p.id`;
}
