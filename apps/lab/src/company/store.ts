import type { BaseDb } from '@atc/core/kernel/db';
import type { EquityPoint } from '@atc/lab/measure';
import type { PlayedTrade } from '@atc/lab/parity';

/** A trade of the whole company, with its result after fees over what its entry cost. */
export interface CompanyTrade extends PlayedTrade {
  readonly pnlPct: number;
}

/** The trades of a whole company that have closed, in order of time. */
export async function readCompanyTrades(db: BaseDb): Promise<readonly CompanyTrade[]> {
  return db.$queryRaw<CompanyTrade[]>`
    SELECT i.symbol, o.opened_at AS "openedAt", o.closed_at AS "closedAt", o.exit_reason::text AS reason,
           o.entry_price::float8 AS "entryPrice", o.exit_price::float8 AS "exitPrice", o.quantity::float8 AS quantity,
           o.fees_usd::float8 AS "feesUsd", o.pnl::float8 AS "pnlUsd", o.pnl_pct AS "pnlPct"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id ORDER BY o.closed_at, i.symbol`;
}

/** What a company was worth, as its history has it, in order of time. */
export async function readEquity(db: BaseDb): Promise<readonly EquityPoint[]> {
  return db.$queryRaw<EquityPoint[]>`
    SELECT (extract(epoch FROM h.timestamp) * 1000)::float8 AS at, h.total_value::float8 AS usd
    FROM ops_portfolio_history h ORDER BY h.timestamp, h.id`;
}

/** How many signals there were. */
export async function countSignals(db: BaseDb): Promise<number> {
  return db.signal.count();
}

/** Work that failed once: what came of it depends on when it was tried again. */
export async function countFailed(db: BaseDb): Promise<number> {
  const [row] = await db.$queryRaw<[{ failed: number }]>`
    SELECT ((SELECT count(*) FROM ops_mission_steps WHERE failures > 0)
      + (SELECT count(*) FROM ops_event_deliveries WHERE failures > 0)
      + (SELECT count(*) FROM ops_roundtable_turns WHERE failures > 0)
      + (SELECT count(*) FROM ops_agent_reactions WHERE failures > 0))::int AS failed`;
  return row.failed;
}

/** Makes every two agents get on alike. */
export async function levelAffinities(db: BaseDb, affinity: number): Promise<void> {
  await db.$executeRaw`UPDATE ops_agent_relationships SET affinity = ${affinity}`;
}
