import { LIVE } from '@atc/core/desk/states';
import type { BaseDb, Rows } from '@atc/core/kernel/db';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import { type PositionDetail, type PositionView, positionDetail, positionView } from './view.ts';

export interface PositionsWanted extends PageQuery {
  readonly status?: PositionView['status'] | undefined;
}

type Sums = Pick<Rows.Position, 'realizedPnl' | 'unrealizedPnl' | 'feesUsd'>;

const withResult = <T extends Sums>(row: T) => ({
  ...row,
  resultUsd: row.realizedPnl.add(row.unrealizedPnl).sub(row.feesUsd),
});

/** Positions, newest first. */
export async function listPositionViews(db: BaseDb, { status, ...page }: PositionsWanted): Promise<Page<PositionView>> {
  const { where, ...rest } = afterCursor(page);
  const rows = await db.position.findMany({
    where: { ...where, ...(status ? { status } : {}) },
    include: { instrument: true },
    ...rest,
  });
  return pageOfIds(rows, page, (row) => show(positionView, withResult(row)));
}

const MOST_HELD = 100;

/** Positions with exposure, or about to have it, oldest first. */
export async function listHeldPositions(db: BaseDb): Promise<readonly PositionView[]> {
  // Written out, so that the planner knows how few they are.
  const held = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM ops_positions WHERE status IN ${LIVE} ORDER BY id LIMIT ${MOST_HELD}`;
  const rows = await db.position.findMany({
    where: { id: { in: held.map(({ id }) => id) } },
    include: { instrument: true },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => show(positionView, withResult(row)));
}

/** One position with its orders and its outcome, or null. */
export async function findPositionDetail(db: BaseDb, id: string): Promise<PositionDetail | null> {
  const row = await db.position.findUnique({
    where: { id },
    include: { instrument: true, orders: { include: { instrument: true }, orderBy: { id: 'asc' } }, outcomes: true },
  });
  return row && show(positionDetail, { ...withResult(row), outcome: row.outcomes });
}
