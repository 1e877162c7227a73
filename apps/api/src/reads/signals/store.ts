import type { BaseDb } from '@atc/core/kernel/db';
import { cutPage, type Page, type PageQuery } from '../../http/index.ts';
import { show } from '../view.ts';
import { type SignalView, type SourceView, signalView, sourceView } from './view.ts';

export interface SignalsWanted extends PageQuery {
  readonly status?: SignalView['status'] | undefined;
}

/** Signals that the company has taken in, newest first. */
export async function listSignalViews(db: BaseDb, { status, ...page }: SignalsWanted): Promise<Page<SignalView>> {
  const { cursor } = page;
  const before = cursor
    ? [{ observedAt: { lt: new Date(cursor.at) } }, { observedAt: new Date(cursor.at), id: { lt: cursor.id } }]
    : undefined;
  const rows = await db.signal.findMany({
    where: {
      observedAt: cursor ? { lte: new Date(cursor.at) } : { not: null },
      ...(status ? { status } : {}),
      ...(before ? { OR: before } : {}),
    },
    include: { instrument: true },
    orderBy: [{ observedAt: 'desc' }, { id: 'desc' }],
    take: page.limit + 1,
  });
  return cutPage(rows, page, {
    view: (row) => show(signalView, row),
    cursor: (row) => ({ at: row.observedAt?.toISOString() ?? '', id: row.id }),
  });
}

/** One signal, or null. */
export async function findSignalView(db: BaseDb, id: string): Promise<SignalView | null> {
  const row = await db.signal.findUnique({ where: { id }, include: { instrument: true } });
  return row && show(signalView, row);
}

const MOST_SOURCES = 200;

/** The record of each signal source, those with the most trades first; two hundred at most. */
export async function listSourceViews(db: BaseDb): Promise<readonly SourceView[]> {
  const rows = await db.signalSource.findMany({
    where: { OR: [{ signals: { gt: 0 } }, { trades: { gt: 0 } }] },
    orderBy: [{ trades: 'desc' }, { signals: 'desc' }, { name: 'asc' }],
    take: MOST_SOURCES,
  });
  return rows.map((row) =>
    show(sourceView, {
      ...row,
      averagePct: row.trades > 0 ? row.pnlPctSum / row.trades : null,
      scored: row.brierCount,
      brierScore: row.brierCount > 0 ? row.brierSum / row.brierCount : null,
    }),
  );
}
