import type { Db } from '@atc/core/kernel/db';

export interface TradedBefore {
  readonly contract: string;
  readonly trades: number;
  readonly wins: number;
  readonly pnlUsd: number;
}

/** What the company's own trades in each token came to since then. */
export async function listTradedBefore(db: Db, since: Date): Promise<readonly TradedBefore[]> {
  return db.$queryRaw<TradedBefore[]>`
    SELECT i.contract, count(*)::int AS trades, (count(*) FILTER (WHERE o.outcome_type = 'win'))::int AS wins,
           sum(o.pnl)::float8 AS "pnlUsd"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id WHERE o.closed_at >= ${since}
      GROUP BY i.contract`;
}

/** Contracts on which research gave a signal since then, but for those of one research. */
export async function listLeads(
  db: Db,
  { source, since, but }: { readonly source: string; readonly since: Date; readonly but: string },
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ contract: string }[]>`
    SELECT DISTINCT i.contract FROM ops_signals s JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.observed_at >= ${since} AND s.trust = 'trusted' AND s.source = ${source}
      AND s.metadata->>'scanId' IS DISTINCT FROM ${but}`;
  return new Set(rows.map(({ contract }) => contract));
}
