import { HELD } from '@atc/core/desk/states';
import type { Db } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';

export interface Mark {
  readonly id: string;
  readonly symbol: string;
  readonly price: Decimal | null;
  readonly markedAt: Date | null;
  readonly unrealizedPnl: Decimal;
  readonly resultUsd: Decimal;
}

/** What is held, with its last price and what it comes to, oldest first. */
export async function listMarks(db: Db): Promise<readonly Mark[]> {
  return db.$queryRaw<Mark[]>`
    SELECT p.id, i.symbol, p.current_price AS price, p.marked_at AS "markedAt", p.unrealized_pnl AS "unrealizedPnl",
           p.realized_pnl + p.unrealized_pnl - p.fees_usd AS "resultUsd"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE p.status IN ${HELD} ORDER BY p.id`;
}

export interface Worth {
  readonly databaseTime: Date;
  readonly equityUsd: Decimal;
}

/** What the company is worth, and the time of the database; null before its first start. */
export async function readWorth(db: Db): Promise<Worth | null> {
  const [row] = await db.$queryRaw<Worth[]>`
    SELECT clock_timestamp() AS "databaseTime",
           a.cash_usd + coalesce((SELECT sum(p.cost_basis_usd + p.unrealized_pnl) FROM ops_positions p
                                  WHERE p.status IN ${HELD} AND p.account_id = a.id), 0) AS "equityUsd"
    FROM ops_accounts a ORDER BY a.created_at LIMIT 1`;
  return row ?? null;
}
