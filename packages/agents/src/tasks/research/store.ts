import { type Db, Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';

export interface TradedBefore {
  readonly contract: string;
  readonly trades: number;
  readonly wins: number;
  readonly pnlUsd: number;
}

/** What the company's own trades in each token came to since then. */
export const tradedSince = (since: Date) =>
  rowsOf<TradedBefore>(Prisma.sql`
    SELECT i.contract, count(*)::int AS trades, (count(*) FILTER (WHERE o.outcome_type = 'win'))::int AS wins,
           sum(o.pnl)::float8 AS "pnlUsd"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id
    WHERE o.closed_at >= ${since}::timestamptz GROUP BY i.contract`);

export interface LeadsOf {
  readonly source: string;
  readonly since: Date;
  /** The proposal of the research that is left out. */
  readonly but: string;
}

/** Contracts on which research gave a signal since then, but for those of one research. */
export const leadsSince = ({ source, since, but }: LeadsOf): Reading<ReadonlySet<string>> =>
  reading(
    Prisma.sql`
      SELECT DISTINCT i.contract FROM ops_signals s JOIN ops_instruments i ON i.id = s.instrument_id
      WHERE s.observed_at >= ${since}::timestamptz AND s.trust = 'trusted' AND s.source = ${source}::text
        AND s.metadata->>'scanId' IS DISTINCT FROM ${but}::text`,
    (rows: readonly { contract: string }[]) => new Set(rows.map(({ contract }) => contract)),
  );

/** Of these kinds of sources those of which none is connected, by name. */
export async function listUnconnected(db: Db, kinds: readonly string[]): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ kind: string }[]>`
    SELECT DISTINCT k.kind FROM unnest(${[...kinds]}::text[]) k(kind)
    WHERE NOT EXISTS (SELECT 1 FROM ops_signal_sources s WHERE s.kind = k.kind AND s.connected) ORDER BY k.kind`;
  return rows.map(({ kind }) => kind);
}
