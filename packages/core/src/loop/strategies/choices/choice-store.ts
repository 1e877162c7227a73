import { Prisma, type Reading, reading, rowsOf } from '../../../kernel/db/index.ts';
import { STRATEGY_SOURCE } from '../strategy.ts';

/** When a strategy was tested last, in company time. */
export interface LastTest {
  readonly strategy: string;
  readonly testedAt: Date;
  /** The run, while it waits to be proposed; null of one that failed, was judged since or may not be promoted. */
  readonly proposable: string | null;
}

const lastTests = Prisma.sql`
  SELECT t.strategy, t.at AS "testedAt",
         CASE WHEN t.verdict = 'proposable' AND NOT EXISTS (
           SELECT 1 FROM ops_agent_events j WHERE j.kind IN ('strategy.promoted', 'strategy.refused')
             AND j.fields ->> 'runId' = t.run) AND EXISTS (
           SELECT 1 FROM ops_strategies s WHERE s.name = t.strategy AND s.version = t.version AND s.state = 'tested')
         THEN t.run END AS proposable
  FROM (SELECT DISTINCT ON (e.fields ->> 'strategy') e.fields ->> 'strategy' AS strategy, e.occurred_at AS at,
          (e.fields ->> 'version')::int AS version, e.fields ->> 'verdict' AS verdict, e.fields ->> 'runId' AS run
        FROM ops_agent_events e WHERE e.kind = 'strategy.tested'
          ORDER BY e.fields ->> 'strategy', e.occurred_at DESC, e.id DESC) t ORDER BY t.strategy`;

interface TestRow extends Omit<LastTest, 'testedAt'> {
  readonly testedAt: string;
}

/** The last test of each strategy that was tested, by name. */
export const lastTestsNow: Reading<readonly LastTest[]> = reading(lastTests, (rows: readonly TestRow[]) =>
  rows.map(({ testedAt, ...row }) => ({ ...row, testedAt: new Date(testedAt) })),
);

/** How the trades of a strategy that may buy stand to what its record lets expect, fractions of a trade's cost. */
export interface Shortfall {
  readonly name: string;
  readonly trades: number;
  readonly mean: number;
  readonly expected: number;
  /** How many standard errors the mean lies below what is expected. */
  readonly errors: number;
}

/** The strategies that may buy and bring less than expected, after so many trades at least. */
export function shortfallsNow(least: number): Reading<readonly Shortfall[]> {
  return rowsOf<Shortfall>(Prisma.sql`
    SELECT s.name, live.trades, live.mean, x.expected,
           ((x.expected - live.mean) / (greatest(x.deviation, 1e-9) / sqrt(live.trades)))::float8 AS errors
    FROM ops_strategies s
      CROSS JOIN LATERAL (SELECT (s.expected ->> 'mean')::float8 AS expected,
        (s.expected ->> 'deviation')::float8 AS deviation) x
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS trades, avg(o.pnl_pct) AS mean FROM ops_trade_outcomes o
        WHERE o.signal_source = ${STRATEGY_SOURCE} || s.name AND o.opened_at >= s.state_since) live
    WHERE s.state IN ('probation', 'active') AND live.trades >= ${least} AND live.mean < x.expected ORDER BY s.name`);
}
