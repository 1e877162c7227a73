import type { Db } from '@atc/core/kernel/db';

const MOST = 8;

export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly symbol: string;
  readonly status: string;
  readonly at: Date;
}

/** Trades and proposals whose id begins so, or whose token does, newest first; trades in front. */
export async function findByText(db: Db, text: string): Promise<readonly Found[]> {
  // Letters, digits and dashes alone come here: nothing that a pattern knows.
  const [begins, symbol] = [`${text.toLowerCase()}%`, `${text.toUpperCase()}%`];
  const trades = await db.$queryRaw<Found[]>`
    SELECT 'trade' AS kind, p.id, i.symbol, p.status::text AS status, coalesce(p.opened_at, p.created_at) AS at
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.id::text LIKE ${begins} OR i.symbol LIKE ${symbol} ORDER BY p.id DESC LIMIT ${MOST}`;
  const proposals = await db.$queryRaw<Found[]>`
    SELECT 'proposal' AS kind, p.id, i.symbol, p.status::text AS status, p.proposed_at AS at
    FROM ops_trading_proposals p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.mission_type = 'entry' AND (p.id::text LIKE ${begins} OR i.symbol LIKE ${symbol})
      AND NOT EXISTS (SELECT 1 FROM ops_positions h WHERE h.entry_proposal_id = p.id)
    ORDER BY p.id DESC LIMIT ${MOST}`;
  return [...trades, ...proposals].slice(0, MOST);
}
