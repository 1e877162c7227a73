import { z } from 'zod';

const amount = z.string().regex(/^\d+(\.\d+)?$/);

/** A new order as Webull takes it; numbers are text. */
export const newOrder = z.object({
  client_order_id: z.string().regex(/^[0-9a-zA-Z]{1,32}$/),
  symbol: z.string(),
  side: z.enum(['BUY', 'SELL']),
  order_type: z.enum(['MARKET', 'STOP_LOSS']),
  time_in_force: z.enum(['DAY', 'GTC']),
  instrument_type: z.literal('EQUITY'),
  market: z.literal('US'),
  combo_type: z.literal('NORMAL'),
  support_trading_session: z.literal('CORE'),
  entrust_type: z.enum(['QTY', 'AMOUNT']),
  quantity: amount.optional(),
  total_cash_amount: amount.optional(),
  stop_price: amount.optional(),
});

export type NewOrder = z.infer<typeof newOrder>;

export const placeRequest = z.object({ account_id: z.string(), new_orders: z.array(newOrder).length(1) });
export const cancelRequest = z.object({ account_id: z.string(), client_order_id: z.string() });

const change = z.object({ client_order_id: z.string(), stop_price: amount });
export const replaceRequest = z.object({ account_id: z.string(), modify_orders: z.array(change).length(1) });
