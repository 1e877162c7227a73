import type { BaseDb } from '@atc/core/kernel/db';
import type { Page, PageQuery } from '../../http/index.ts';
import { afterCursor, pageOfIds } from '../page-by-id.ts';
import { show } from '../view.ts';
import { type OrderDetail, type OrderView, orderDetail, orderView } from './view.ts';

export interface OrdersWanted extends PageQuery {
  readonly status?: OrderView['status'] | undefined;
  readonly positionId?: string | undefined;
}

/** Orders, newest first. */
export async function listOrderViews(
  db: BaseDb,
  { status, positionId, ...page }: OrdersWanted,
): Promise<Page<OrderView>> {
  const { where, ...rest } = afterCursor(page);
  const wanted = { ...where, ...(status ? { status } : {}), ...(positionId ? { positionId } : {}) };
  const rows = await db.order.findMany({ where: wanted, include: { instrument: true }, ...rest });
  return pageOfIds(rows, page, (row) => show(orderView, row));
}

/** One order with its fills and attempts, or null. Signed bytes stay inside. */
export async function findOrderDetail(db: BaseDb, id: string): Promise<OrderDetail | null> {
  const row = await db.order.findUnique({
    where: { id },
    include: {
      instrument: true,
      fills: { orderBy: { id: 'asc' } },
      attempts: { orderBy: { attemptNo: 'asc' }, omit: { signedBytes: true, lastValidHeight: true } },
    },
  });
  return row && show(orderDetail, row);
}
