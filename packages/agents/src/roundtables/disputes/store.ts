import { type Db, Prisma, type Reading, rowsOf } from '@atc/core/kernel/db';
import type { Due } from './settlement.ts';

/**
 * Claims about what was held that somebody disputed since then, and whose position has ended with a gain or a loss;
 * each until it is settled.
 */
export function disputesDue(since: Date): Reading<readonly Due[]> {
  return rowsOf(Prisma.sql`
    SELECT DISTINCT ON (q.convened_at, q.id, t.turn_no) t.id AS "turnId", q.id AS "roundtableId",
           t.agent_id::text AS "agentId", c.agent_id::text AS "to", i.symbol, c.content #>> '{claim,figure}' AS figure,
           (c.content #>> '{claim,stance}')::float8 AS stance,
           coalesce(t.content ->> 'trust' = 'untrusted' OR c.content ->> 'trust' = 'untrusted', false) AS untrusted,
           o.trade_id AS "tradeId", o.pnl_pct AS "pnlPct"
    FROM ops_roundtable_queue q
    -- Each conversation's own turns, by its index, whatever the planner thinks of the whole table.
    CROSS JOIN LATERAL (SELECT * FROM ops_roundtable_turns x WHERE x.roundtable_id = q.id
      AND x.content #>> '{answer,kind}' = 'disputes' AND NOT x.content ? 'settled' OFFSET 0) t
    CROSS JOIN LATERAL (SELECT * FROM ops_roundtable_turns y WHERE y.roundtable_id = q.id
      AND y.content #>> '{claim,id}' = t.content #>> '{answer,to}'
      AND y.content #>> '{claim,about,kind}' = 'token' OFFSET 0) c
    JOIN ops_instruments i ON i.symbol = c.content #>> '{claim,about,name}'
    CROSS JOIN LATERAL (SELECT * FROM ops_trade_outcomes z WHERE z.instrument_id = i.id AND z.closed_at > t.said_at
      AND z.opened_at <= t.said_at AND z.outcome_type <> 'breakeven' OFFSET 0) o
    WHERE q.convened_at >= ${since}
      ORDER BY q.convened_at, q.id, t.turn_no, o.closed_at`);
}

/** The compare-and-swap that writes down with a disputing turn which trade settled it; false when it was before. */
export async function settle(db: Db, { turnId, tradeId }: Pick<Due, 'turnId' | 'tradeId'>): Promise<boolean> {
  const settled = JSON.stringify({ settled: tradeId });
  const written = await db.$executeRaw`
    UPDATE ops_roundtable_turns SET content = content || ${settled}::jsonb, updated_at = now()
    WHERE id = ${turnId}::uuid AND NOT content ? 'settled'`;
  return written > 0;
}
