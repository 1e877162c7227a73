import { Prisma, type Reading, reading, type StrategyState } from '../../kernel/db/index.ts';
import { STRATEGY_SOURCE } from './strategy.ts';

/** How a strategy stands: what its record lets expect, and what its trades have brought since. */
export interface Standing {
  /** With its version, `trend-majors@3`. */
  readonly name: string;
  readonly state: StrategyState;
  /** Mean result of a trade that its record lets expect, a fraction of its cost; null without a record. */
  readonly expectedPct: number | null;
  /** Trades closed since it became what it is, and their mean result; null without any. */
  readonly liveTrades: number;
  readonly livePct: number | null;
  /** Why it is what it is. */
  readonly reason: string;
}

/** How the strategies stand, so many at most: those that may buy, then those that changed last. */
export function standingsNow(limit: number): Reading<readonly Standing[]> {
  const standings = Prisma.sql`
    SELECT s.name || '@' || s.version AS name, s.state::text AS state, s.reason,
           (s.expected ->> 'mean')::float8 AS "expectedPct", live.trades AS "liveTrades", live.mean AS "livePct"
    FROM ops_strategies s CROSS JOIN LATERAL (
      SELECT count(*)::int AS trades, avg(o.pnl_pct) AS mean FROM ops_trade_outcomes o
      WHERE o.signal_source = ${STRATEGY_SOURCE} || s.name AND o.opened_at >= s.state_since) live
    ORDER BY s.state NOT IN ('probation', 'active'), s.state_since DESC, s.name LIMIT ${limit}`;
  return reading(standings, (rows: readonly Standing[]) => rows);
}
