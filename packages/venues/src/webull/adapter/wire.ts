import { z } from 'zod';

// What Webull's trading API answers, as far as the desk reads it: unknown fields pass, missing ones fail.

/** A decimal number as text; never a float. */
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
/** A number as text, also written with an exponent. */
const quoted = z.string().regex(/^\d+(\.\d+)?([eE][-+]?\d+)?$/);
const money = z.object({ actual_commission: amount.nullish() }).nullish();

export const orderStatus = z.enum(['PENDING', 'SUBMITTED', 'CANCELLED', 'FILLED', 'FAILED', 'PARTIAL_FILLED']);

export const orderDetail = z.object({
  client_order_id: z.string(),
  orders: z
    .array(
      z.object({
        client_order_id: z.string(),
        order_id: z.string().min(1),
        symbol: z.string().nullish(),
        instrument_type: z.string().nullish(),
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
        legs: z.array(z.object({ option_contract_multiplier: amount.nullish() })).nullish(),
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

/** The leg of an option that is held. */
export const heldLeg = z.object({
  symbol: z.string().min(1),
  option_type: z.enum(['CALL', 'PUT']),
  option_expire_date: z.iso.date(),
  option_exercise_price: amount,
  option_contract_multiplier: amount.nullish(),
});

/** `GET /openapi/assets/positions`; an option is held in contracts, under the symbol of what it is on. */
export const positions = z.array(
  z.object({
    symbol: z.string(),
    quantity: amount,
    instrument_type: z.string().nullish(),
    legs: z.array(z.unknown()).nullish(),
  }),
);

export type WebullPosition = z.infer<typeof positions>[number];

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

/** `GET /openapi/market-data/option/snapshot`, one entry; bid and ask are empty where nobody quotes. */
export const optionSnapshot = z.object({
  symbol: z.string(),
  bid: quoted,
  ask: quoted,
  volume: quoted,
  /** Unix milliseconds. */
  quote_time: z.coerce.number(),
});

/** A new order as Webull takes it; every number as text. */
export type NewOrder = NewShareOrder | NewOptionOrder;

export interface NewOptionOrder {
  readonly client_order_id: string;
  readonly combo_type: 'NORMAL';
  readonly option_strategy: 'SINGLE';
  readonly instrument_type: 'OPTION';
  readonly market: 'US';
  /** What it is on. */
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly position_intent: 'BUY_TO_OPEN' | 'SELL_TO_CLOSE';
  readonly order_type: 'LIMIT';
  readonly time_in_force: 'DAY';
  readonly entrust_type: 'QTY';
  readonly limit_price: string;
  /** Contracts. */
  readonly quantity: string;
  readonly legs: readonly [OptionLeg];
}

interface OptionLeg {
  readonly side: 'BUY' | 'SELL';
  readonly quantity: string;
  readonly symbol: string;
  readonly strike_price: string;
  /** `YYYY-MM-DD`. */
  readonly option_expire_date: string;
  readonly option_type: 'CALL' | 'PUT';
  readonly instrument_type: 'OPTION';
  readonly market: 'US';
}

export interface NewShareOrder {
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
