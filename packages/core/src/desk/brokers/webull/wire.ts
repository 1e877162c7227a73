import { z } from 'zod';

// What Webull's trading API answers, as far as the desk reads it: unknown fields pass, missing ones fail.

/** A decimal number as text; never a float. */
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const money = z.object({ actual_commission: amount.nullish() }).nullish();

export const orderStatus = z.enum(['PENDING', 'SUBMITTED', 'CANCELLED', 'FILLED', 'FAILED', 'PARTIAL_FILLED']);

export const orderDetail = z.object({
  client_order_id: z.string(),
  orders: z
    .array(
      z.object({
        client_order_id: z.string(),
        order_id: z.string().min(1),
        symbol: z.string(),
        side: z.enum(['BUY', 'SELL', 'SHORT']),
        status: orderStatus,
        order_type: z.string().nullish(),
        stop_price: amount.nullish(),
        filled_quantity: amount.nullish(),
        filled_price: amount.nullish(),
        filled_time: z.union([z.number(), z.string()]).nullish(),
        fail_reason: z.string().nullish(),
        commission: money,
        fees: z.array(z.object({ actual_value: amount.nullish() })).nullish(),
      }),
    )
    .min(1),
});

export type OrderDetail = z.infer<typeof orderDetail>['orders'][number];

export const placed = z.object({ client_order_id: z.string(), order_id: z.string().min(1) });

/** `POST /openapi/trade/order/preview`. */
export const previewed = z.object({ estimated_cost: amount, estimated_transaction_fee: amount.nullish() });

/** `POST /openapi/trade/order/cancel` and `/replace`; the id of the venue may be another after a replacement. */
export const heard = z.object({ client_order_id: z.string() });

export const positions = z.array(
  z.object({ symbol: z.string(), quantity: amount, instrument_type: z.string().nullish() }),
);

/** `GET /openapi/trade/order/open`. */
export const openOrders = z.array(
  z.object({
    orders: z.array(z.object({ client_order_id: z.string().nullish(), order_id: z.string().min(1) })).min(1),
  }),
);

/** `GET /openapi/account/list`. */
export const accountList = z.array(z.object({ account_id: z.string(), account_label: z.string().nullish() }));

/** `GET /openapi/assets/balance`. */
export const balance = z.object({
  account_currency_assets: z.array(z.object({ currency: z.string(), cash_balance: amount, buying_power: amount })),
});

/** `GET /openapi/market-data/stock/snapshot`, one entry; a share that has not traded today has no volume. */
export const snapshot = z.object({ symbol: z.string(), price: amount, volume: amount });

export const accessToken = z.object({
  token: z.string().min(1),
  /** Unix milliseconds. */
  expires: z.coerce.number(),
  status: z.enum(['PENDING', 'NORMAL', 'INVALID', 'EXPIRED']),
});

export const refusal = z.object({ error_code: z.string(), message: z.string().nullish() });

/** A new order as Webull takes it; every number as text. */
export interface NewOrder {
  readonly client_order_id: string;
  readonly combo_type: 'NORMAL';
  readonly instrument_type: 'EQUITY';
  readonly market: 'US';
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly order_type: 'MARKET' | 'STOP_LOSS';
  readonly time_in_force: 'DAY' | 'GTC';
  readonly support_trading_session: 'CORE';
  readonly entrust_type: 'QTY' | 'AMOUNT';
  readonly quantity?: string;
  readonly total_cash_amount?: string;
  readonly stop_price?: string;
}
