import { findRatiosFrom, type Portfolio, winRate } from '@atc/core/desk/portfolio';
import type { BaseDb } from '@atc/core/kernel/db';
import { cutPage, type Page, type PageQuery } from '../../http/index.ts';
import { show } from '../view.ts';
import { type PortfolioView, portfolioView, type SnapshotView, snapshotView } from './view.ts';

export interface Moment {
  readonly at: Date;
  /** When the company's world begins. */
  readonly startsAt: Date;
}

/** The books as the API shows them, with what only the latest snapshot knows. */
export async function showBooks(db: BaseDb, portfolio: Portfolio, { at, startsAt }: Moment): Promise<PortfolioView> {
  const ratiosFrom = await findRatiosFrom(db, startsAt);
  const latest = await db.portfolioSnapshot.findFirst({
    where: { accountId: portfolio.accountId },
    orderBy: [{ timestamp: 'desc' }, { id: 'desc' }],
  });
  return show(portfolioView, {
    ...portfolio,
    winRate: winRate(portfolio.wins, portfolio.losses),
    sharpeRatio: ratiosFrom && latest && latest.timestamp >= ratiosFrom ? latest.sharpeRatio : null,
    pnl24h: latest?.pnl24h ?? null,
    at,
  });
}

/** Snapshots of the books, newest first. */
export async function listSnapshots(db: BaseDb, page: PageQuery, startsAt: Date): Promise<Page<SnapshotView>> {
  const ratiosFrom = await findRatiosFrom(db, startsAt);
  const { cursor, limit } = page;
  const before = cursor
    ? [{ timestamp: { lt: new Date(cursor.at) } }, { timestamp: new Date(cursor.at), id: { lt: cursor.id } }]
    : undefined;
  const rows = await db.portfolioSnapshot.findMany({
    where: before ? { timestamp: { lte: new Date(cursor?.at ?? 0) }, OR: before } : {},
    orderBy: [{ timestamp: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return cutPage(rows, page, {
    view: (row) => show(snapshotView, ratiosFrom && row.timestamp >= ratiosFrom ? row : { ...row, sharpeRatio: null }),
    cursor: (row) => ({ at: row.timestamp.toISOString(), id: row.id }),
  });
}
