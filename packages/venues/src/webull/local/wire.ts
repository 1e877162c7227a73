import { z } from 'zod';

const amount = z.string().regex(/^\d+(\.\d+)?$/);
const side = z.enum(['BUY', 'SELL']);

/** What every new order says; numbers are text. */
const common = z.object({
  client_order_id: z.string().regex(/^[0-9a-zA-Z]{1,32}$/),
  symbol: z.string(),
  side,
  market: z.literal('US'),
  combo_type: z.literal('NORMAL'),
});

/** A new order for a share as Webull takes it. */
const stockOrder = common.extend({
  order_type: z.enum(['MARKET', 'STOP_LOSS']),
  time_in_force: z.enum(['DAY', 'GTC']),
  instrument_type: z.literal('EQUITY'),
  support_trading_session: z.literal('CORE'),
  entrust_type: z.enum(['QTY', 'AMOUNT']),
  quantity: amount.optional(),
  total_cash_amount: amount.optional(),
  stop_price: amount.optional(),
});

const optionLeg = z.object({
  side,
  quantity: amount,
  symbol: z.string(),
  strike_price: amount,
  option_expire_date: z.iso.date(),
  option_type: z.enum(['CALL', 'PUT']),
  instrument_type: z.literal('OPTION'),
  market: z.literal('US'),
});

/** A new order for contracts of one option: its price has a limit, and it works for a day. */
const optionOrder = common.extend({
  order_type: z.literal('LIMIT'),
  time_in_force: z.literal('DAY'),
  instrument_type: z.literal('OPTION'),
  support_trading_session: z.undefined().optional(),
  entrust_type: z.literal('QTY'),
  option_strategy: z.literal('SINGLE'),
  position_intent: z.enum(['BUY_TO_OPEN', 'BUY_TO_CLOSE', 'SELL_TO_OPEN', 'SELL_TO_CLOSE']),
  quantity: amount,
  limit_price: amount,
  legs: z.tuple([optionLeg]),
});

const newOrder = z.discriminatedUnion('instrument_type', [stockOrder, optionOrder]);

export type StockOrder = z.infer<typeof stockOrder>;
export type OptionOrder = z.infer<typeof optionOrder>;
export type NewOrder = StockOrder | OptionOrder;

export const placeRequest = z.object({ account_id: z.string(), new_orders: z.array(newOrder).length(1) });
export const cancelRequest = z.object({ account_id: z.string(), client_order_id: z.string() });

const change = z.object({ client_order_id: z.string(), stop_price: amount });
export const replaceRequest = z.object({ account_id: z.string(), modify_orders: z.array(change).length(1) });
