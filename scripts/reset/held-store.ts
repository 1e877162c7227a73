import { LIVE } from '@atc/core/desk/states';
import { type Db, openDb } from '@atc/core/kernel/db';

/** What a reset would forget. */
export interface Holding {
  /** Real money was traded or is meant to be. */
  readonly real: boolean;
  /** Symbols that are held, and those of orders that are under way. */
  readonly held: readonly string[];
  readonly trades: number;
}

/** Reads what a company's database holds; throws when it is not one. */
export async function readHolding(databaseUrl: string): Promise<Holding> {
  const db = openDb(databaseUrl, { connections: 1 });
  return read(db).finally(() => db.$disconnect());
}

async function read(db: Db): Promise<Holding> {
  const [row] = await db.$queryRaw<Holding[]>`
    SELECT EXISTS (SELECT FROM ops_accounts WHERE mode = 'live') AS real,
           (SELECT count(*)::int FROM ops_trade_outcomes) AS trades,
           ARRAY(
             SELECT DISTINCT i.symbol FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
             WHERE p.status IN ${LIVE}
             UNION
             SELECT i.symbol FROM ops_orders o JOIN ops_instruments i ON i.id = o.instrument_id
             WHERE o.status IN ('intended', 'submitted', 'unknown', 'partially_filled')
             ORDER BY 1) AS held`;
  return row ?? { real: false, held: [], trades: 0 };
}
