import { findRatiosFrom } from '@atc/core/desk/portfolio';
import type { Rows } from '@atc/core/kernel/db';
import { plain } from '@atc/core/kernel/money';
import { type Holding, readHolding } from '@atc/core/loop/scorecard';
import type { ApiContext } from '../../context.ts';
import { show } from '../view.ts';
import { snapshotOf } from './store.ts';
import { type MomentView, momentView } from './view.ts';

export interface RangeWanted {
  readonly from: Date;
  readonly to: Date;
  /** How many moments at most: the last of each of so many equal spans. */
  readonly points: number;
  /** Whether each is to stand beside holding the same tokens. */
  readonly holding: boolean;
}

/** Snapshots of a range of company time, oldest first, as evenly spread as they were written. */
export async function listMoments(ctx: ApiContext, wanted: RangeWanted): Promise<readonly MomentView[]> {
  const { db, market, clock } = ctx;
  const ids = await listLastOfSpans(db, wanted);
  const [ratiosFrom, rows, holding] = await Promise.all([
    findRatiosFrom(db, clock.world.startsAt),
    db.portfolioSnapshot.findMany({ where: { id: { in: [...ids] } }, orderBy: [{ timestamp: 'asc' }, { id: 'asc' }] }),
    wanted.holding ? readHolding(ctx) : null,
  ]);
  return rows.map((row) =>
    show(momentView, { ...snapshotOf(row, { ratiosFrom, market }), ...returnsOf(row, holding) }),
  );
}

async function listLastOfSpans(db: ApiContext['db'], { from, to, points }: RangeWanted): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (span) id FROM (
      SELECT h.id, h.timestamp, least(floor(extract(epoch FROM h.timestamp - ${from}::timestamptz)
               / extract(epoch FROM ${to}::timestamptz - ${from}::timestamptz) * ${points}::int), ${points - 1}) AS span
      FROM ops_portfolio_history h WHERE h.account_id = (SELECT id FROM ops_accounts ORDER BY created_at LIMIT 1)
        AND h.timestamp >= ${from} AND h.timestamp <= ${to}) s
    ORDER BY span, s.timestamp DESC, s.id DESC`;
  return rows.map(({ id }) => id);
}

function returnsOf(row: Rows.PortfolioSnapshot, holding: Holding | null) {
  const paidIn = row.totalValue.sub(row.realizedPnl).sub(row.unrealizedPnl).add(row.feesUsd);
  const earned = paidIn.gt(0) ? row.totalValue.div(paidIn).sub(1).toNumber() : 0;
  if (!holding) return { return: earned };
  const held = holding(row.timestamp);
  return { return: earned, holding: held, holdingUsd: held === null ? null : plain(paidIn.mul(1 + held), 8) };
}
