import type { Db } from '../../kernel/db/index.ts';
import { type Forecast, LEAST_SCORED } from './forecast.ts';

/** Everybody's scored forecasts: agents, then sources, then formats, each by name. */
export async function listForecasts(db: Db): Promise<readonly Forecast[]> {
  return db.$queryRaw<Forecast[]>`
    WITH f(rank, by, name, scored, mean) AS (
      SELECT 1, 'agent', agent_id::text, count(*)::int, avg(brier::numeric) FROM ops_votes WHERE brier IS NOT NULL
             GROUP BY agent_id
      UNION ALL SELECT 2, 'source', name, brier_count, brier_sum / brier_count FROM ops_signal_sources
        WHERE brier_count > 0
      UNION ALL SELECT 3, 'format', q.format::text, count(*)::int, avg(v.brier::numeric)
                FROM ops_votes v JOIN ops_roundtable_queue q ON q.id = v.roundtable_id WHERE v.brier IS NOT NULL
                  GROUP BY q.format)
    SELECT by, name, scored, CASE WHEN scored >= ${LEAST_SCORED} THEN mean::float8 END AS brier FROM f
           ORDER BY rank, name`;
}
