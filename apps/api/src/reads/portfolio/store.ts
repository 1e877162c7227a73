import { isStale, type Market } from '@atc/core/desk/market';
import { findRatiosFrom, oldPricesOf, type Portfolio, winRate } from '@atc/core/desk/portfolio';
import type { Rows } from '@atc/core/kernel/db';
import type { ApiContext } from '../../context.ts';
import { cutPage, type Page, type PageQuery } from '../../http/index.ts';
import { show } from '../view.ts';
import { type PortfolioView, portfolioView, type SnapshotView, snapshotView } from './view.ts';

/** The books as the API shows them, with what only the latest snapshot knows. */
export async function showBooks({ db, market, clock }: ApiContext, portfolio: Portfolio): Promise<PortfolioView> {
  const at = clock.now();
  const ratiosFrom = await findRatiosFrom(db, clock.world.startsAt);
  const { pricedAt, old } = oldPricesOf(portfolio, { market, now: at });
  const latest = await db.portfolioSnapshot.findFirst({
    where: { accountId: portfolio.accountId },
    orderBy: [{ timestamp: 'desc' }, { id: 'desc' }],
  });
  return show(portfolioView, {
    ...portfolio,
    winRate: winRate(portfolio.wins, portfolio.losses),
    sharpeRatio: ratiosFrom && latest && latest.timestamp >= ratiosFrom ? latest.sharpeRatio : null,
    pnl24h: latest?.pnl24h ?? null,
    ...{ pricedAt, stale: old.length > 0, staleTokens: old.map(({ symbol }) => symbol) },
    at,
  });
}

interface Judging {
  readonly ratiosFrom: Date | null;
  readonly market: Pick<Market, 'barMs'>;
}

/** A stored snapshot with what is judged of it: whether its ratio tells anything, and whether its prices were old. */
export function snapshotOf(row: Rows.PortfolioSnapshot, { ratiosFrom, market }: Judging) {
  return {
    ...row,
    sharpeRatio: ratiosFrom && row.timestamp >= ratiosFrom ? row.sharpeRatio : null,
    stale: row.pricedAt !== null && isStale(market, row.pricedAt, row.timestamp),
  };
}

/** Snapshots of the books, newest first. */
export async function listSnapshots({ db, market, clock }: ApiContext, page: PageQuery): Promise<Page<SnapshotView>> {
  const ratiosFrom = await findRatiosFrom(db, clock.world.startsAt);
  const { cursor, limit } = page;
  const before = cursor
    ? [{ timestamp: { lt: new Date(cursor.at) } }, { timestamp: new Date(cursor.at), id: { lt: cursor.id } }]
    : undefined;
  // The books are those of the first account; the index begins with it.
  const account = await db.account.findFirst({ orderBy: { createdAt: 'asc' }, select: { id: true } });
  const rows = await db.portfolioSnapshot.findMany({
    where: {
      ...(account ? { accountId: account.id } : {}),
      ...(before ? { timestamp: { lte: new Date(cursor?.at ?? 0) }, OR: before } : {}),
    },
    orderBy: [{ timestamp: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return cutPage(rows, page, {
    view: (row) => show(snapshotView, snapshotOf(row, { ratiosFrom, market })),
    cursor: (row) => ({ at: row.timestamp.toISOString(), id: row.id }),
  });
}
