import { type Db, Prisma, type Reading, rowsOf } from '@atc/core/kernel/db';
import type { Due } from './settlement.ts';

/**
 * Claims about what was held that somebody disputed since then, and whose position has ended with a gain or a loss;
 * each until it is settled.
 */
export function disputesDue(since: Date): Reading<readonly Due[]> {
  return rowsOf(Prisma.sql`
    SELECT DISTINCT ON (q.convened_at, q.id, t.turn_no) t.id AS "turnId", t.roundtable_id AS "roundtableId",
           t.agent_id::text AS "agentId", c.agent_id::text AS "to", i.symbol, c.content #>> '{claim,figure}' AS figure,
           (c.content #>> '{claim,stance}')::float8 AS stance,
           coalesce(t.content ->> 'trust' = 'untrusted' OR c.content ->> 'trust' = 'untrusted', false) AS untrusted,
           o.trade_id AS "tradeId", o.pnl_pct AS "pnlPct"
    FROM ops_roundtable_queue q JOIN ops_roundtable_turns t ON t.roundtable_id = q.id
    JOIN ops_roundtable_turns c ON c.roundtable_id = q.id AND c.content #>> '{claim,id}' = t.content #>> '{answer,to}'
    JOIN ops_instruments i ON i.symbol = c.content #>> '{claim,about,name}'
    JOIN ops_positions p ON p.instrument_id = i.id AND p.opened_at <= t.said_at
    JOIN ops_trade_outcomes o ON o.trade_id = p.id AND o.closed_at > t.said_at
    WHERE q.convened_at >= ${since} AND t.content #>> '{answer,kind}' = 'disputes' AND NOT t.content ? 'settled'
      AND c.content #>> '{claim,about,kind}' = 'token' AND o.outcome_type <> 'breakeven'
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
