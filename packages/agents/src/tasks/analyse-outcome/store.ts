import { recordOf } from '@atc/core/desk/forecasts';
import type { BaseDb, Db } from '@atc/core/kernel/db';

/**
 * The books of a position with its outcome, if it has one, its token and the signal behind it; null when it was never
 * opened.
 */
export async function findTradeBooks(db: BaseDb, id: string) {
  return db.position.findFirst({
    where: { id, openedAt: { not: null } },
    include: { instrument: { select: { symbol: true, contract: true } }, outcomes: true },
  });
}

export interface SignalOfEntry {
  readonly id: string;
  readonly source: string;
  readonly trust: string;
}

/** The signal that an entry acted on, or null. */
export async function findSignalOfEntry(db: BaseDb, proposalId: string): Promise<SignalOfEntry | null> {
  const row = await db.proposal.findUnique({
    where: { id: proposalId },
    select: { signal: { select: { id: true, source: true, trust: true } } },
  });
  return row?.signal ?? null;
}

export interface Slippage {
  readonly entryBps: number | null;
  readonly exitBps: number | null;
}

/** What the fills of a trade lost against the prices that their orders were decided at, weighted by quantity. */
export async function readSlippage(db: Db, positionId: string): Promise<Slippage> {
  const [row] = await db.$queryRaw<Slippage[]>`
    SELECT (sum(slippage_bps::numeric * quantity) FILTER (WHERE side = 'buy') / nullif(sum(quantity)
             FILTER (WHERE side = 'buy' AND slippage_bps IS NOT NULL), 0))::float8 AS "entryBps",
           (sum(slippage_bps::numeric * quantity) FILTER (WHERE side = 'sell') / nullif(sum(quantity)
             FILTER (WHERE side = 'sell' AND slippage_bps IS NOT NULL), 0))::float8 AS "exitBps"
    FROM ops_fills WHERE position_id = ${positionId}::uuid`;
  return row ?? { entryBps: null, exitBps: null };
}

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
