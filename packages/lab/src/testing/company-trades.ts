import type { Db } from '@atc/core/kernel/db';
import type { PlayedTrade } from '../parity/index.ts';

/** The trades of a whole company that have closed, in order of time. */
export async function readCompanyTrades(db: Db): Promise<readonly PlayedTrade[]> {
  return db.$queryRaw<PlayedTrade[]>`
    SELECT i.symbol, o.opened_at AS "openedAt", o.closed_at AS "closedAt", o.exit_reason::text AS reason,
           o.entry_price::float8 AS "entryPrice", o.exit_price::float8 AS "exitPrice", o.quantity::float8 AS quantity,
           o.fees_usd::float8 AS "feesUsd", o.pnl::float8 AS "pnlUsd"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id ORDER BY o.closed_at, i.symbol`;
}
