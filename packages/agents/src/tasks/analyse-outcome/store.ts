import { recordOf } from '@atc/core/desk/forecasts';
import { type BaseDb, Prisma, type Reading, reading } from '@atc/core/kernel/db';
import type { SignalOfEntry, Trade } from './trade.ts';

interface BooksRow extends Omit<TradeBooks, 'openedAt' | 'closedAt'> {
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** What is written down of a trade; without the bars that closed while it was held. */
export interface TradeBooks extends Omit<Trade, 'closed' | 'until' | 'highest' | 'lowest'> {
  readonly closedAt: Date | null;
}

/**
 * The books of a position with its outcome, if it has one, its token, the signal behind it and what its fills lost
 * against the prices that their orders were decided at, weighted by quantity; null when nothing was ever bought.
 */
export const tradeBooks = (id: string): Reading<TradeBooks | null> =>
  reading(
    Prisma.sql`
      SELECT p.id::text AS id, p.instrument_id::text AS "instrumentId", i.symbol, i.contract,
             p.opened_at AS "openedAt", o.closed_at AS "closedAt",
             coalesce(o.entry_price, p.entry_price)::float8 AS "entryPrice",
             coalesce(o.exit_price, p.current_price, p.entry_price)::float8 AS "exitPrice",
             p.filled_qty::float8 AS quantity, p.entry_cost_usd::float8 AS "entryCostUsd",
             p.initial_stop::float8 AS "initialStop", p.take_profit::float8 AS "takeProfit",
             p.fees_usd::float8 AS "feesUsd",
             coalesce(o.pnl, p.realized_pnl + p.unrealized_pnl - p.fees_usd)::float8 AS "pnlUsd",
             o.exit_reason::text AS "exitReason", p.signal_source AS "signalSource", p.confidence,
             (SELECT json_build_object('id', s.id, 'source', s.source, 'trust', s.trust)
               FROM ops_trading_proposals t JOIN ops_signals s ON s.id = t.signal_id
               WHERE t.id = p.entry_proposal_id) AS signal, f."entrySlippageBps", f."exitSlippageBps"
      FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
      LEFT JOIN ops_trade_outcomes o ON o.trade_id = p.id
      CROSS JOIN LATERAL (
        SELECT (sum(slippage_bps::numeric * quantity) FILTER (WHERE side = 'buy') / nullif(sum(quantity)
                 FILTER (WHERE side = 'buy' AND slippage_bps IS NOT NULL), 0))::float8 AS "entrySlippageBps",
               (sum(slippage_bps::numeric * quantity) FILTER (WHERE side = 'sell') / nullif(sum(quantity)
                 FILTER (WHERE side = 'sell' AND slippage_bps IS NOT NULL), 0))::float8 AS "exitSlippageBps"
        FROM ops_fills WHERE position_id = p.id) f
      WHERE p.id = ${id}::uuid AND p.opened_at IS NOT NULL AND p.entry_price IS NOT NULL`,
    ([row]: readonly BooksRow[]) => {
      if (!row) return null;
      const closedAt = row.closedAt === null ? null : new Date(row.closedAt);
      return { ...row, openedAt: new Date(row.openedAt), closedAt };
    },
  );

export interface SourceRecord {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly averagePct: number;
}

/** The record of a signal's source; null without a signal or a closed trade. */
export async function findRecord(db: BaseDb, signal: SignalOfEntry | null): Promise<SourceRecord | null> {
  const row = signal && (await db.signalSource.findUnique({ where: { name: recordOf(signal).name } }));
  if (!row || row.trades === 0) return null;
  return { trades: row.trades, wins: row.wins, losses: row.losses, averagePct: row.pnlPctSum / row.trades };
}

export interface ClosedTrade {
  readonly source: string | null;
  readonly pnlUsd: number;
  readonly pnlPct: number;
  readonly result: 'win' | 'loss' | 'breakeven';
}

/** Trades that closed in a span, the last ones first, so many at most. */
export async function listClosedTrades(
  db: BaseDb,
  { since, until, limit }: { readonly since: Date; readonly until: Date; readonly limit: number },
): Promise<readonly ClosedTrade[]> {
  const rows = await db.tradeOutcome.findMany({
    where: { closedAt: { gt: since, lte: until } },
    orderBy: { closedAt: 'desc' },
    take: limit,
    select: { signalSource: true, pnl: true, pnlPct: true, outcomeType: true },
  });
  return rows.map(({ signalSource, pnl, pnlPct, outcomeType }) => ({
    source: signalSource,
    pnlUsd: pnl.toNumber(),
    pnlPct,
    result: outcomeType,
  }));
}
