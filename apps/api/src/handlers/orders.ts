import { z } from 'zod';
import { byId, endpoint, missing, ok, pageById, pageOf } from '../http/index.ts';
import { findOrderDetail, listOrderViews } from '../reads/orders/store.ts';
import { orderDetail, orderStatus, orderView } from '../reads/orders/view.ts';

export const listOrders = endpoint({
  summary: 'Orders, newest first',
  input: z.object({
    query: z.strictObject({ ...pageById, status: orderStatus.optional(), positionId: z.uuid().optional() }),
  }),
  response: pageOf(orderView),
  handle: async (ctx, { query }) => ok(await listOrderViews(ctx.db, query)),
});

export const showOrder = endpoint({
  summary: 'An order with its fills',
  input: byId,
  response: orderDetail,
  handle: async (ctx, { params }) => {
    const order = await findOrderDetail(ctx.db, params.id);
    return order ? ok(order) : missing('order');
  },
});
