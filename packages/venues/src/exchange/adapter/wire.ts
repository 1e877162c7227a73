import { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';

/** A number as the exchange wrote it. */
const amount = z.union([z.string().min(1), z.number()]).transform((told) => new Decimal(told));
const fee = z.object({ cost: amount, currency: z.string() });

/** An order as ccxt tells it. */
export const order = z.object({
  id: z.string().min(1),
  clientOrderId: z.string().nullish(),
  side: z.enum(['buy', 'sell']),
  status: z.enum(['open', 'closed', 'canceled', 'canceling', 'expired', 'rejected']),
  filled: amount,
  /** Of a stop: the price that sets it off. */
  triggerPrice: amount.nullish(),
});

export type ExchangeOrder = z.infer<typeof order>;

/** What was taken: the rest is asked for by our id. */
export const taken = z.object({ id: z.string().min(1) });

/** One trade of an order. */
export const trade = z.object({
  order: z.string().nullish(),
  price: amount,
  amount,
  cost: amount,
  /** Unix milliseconds. */
  timestamp: z.number().int(),
  fee: fee.partial().nullish(),
  fees: z.array(fee.partial()).nullish(),
});

export type ExchangeTrade = z.infer<typeof trade>;

/** Minutes: when each opened (Unix milliseconds), its open, high, low and close. */
export const minutes = z.array(z.tuple([z.number().int(), amount, amount, amount, amount]).rest(z.unknown()));

export type Minutes = z.infer<typeof minutes>;

export const openOrders = z.array(z.object({ id: z.string().min(1), clientOrderId: z.string().nullish() }));

/** What an account holds in all, by coin. */
export const balance = z.object({ total: z.record(z.string(), amount.nullish()) });

/** What an exchange says of a pair. Precisions are steps. */
export const pairFacts = z.object({
  base: z.string(),
  quote: z.string(),
  active: z.boolean().nullish(),
  spot: z.literal(true),
  /** The share of what is traded that an order at the market pays as a fee. */
  taker: amount,
  precision: z.object({ amount, price: amount }),
  /** What the exchange itself says; Binance names the orders that a pair takes. */
  info: z.object({ orderTypes: z.array(z.string()).nullish() }).nullish(),
  limits: z.object({
    amount: z.object({ min: amount.nullish() }).nullish(),
    cost: z.object({ min: amount.nullish() }).nullish(),
  }),
});

export type PairFacts = z.infer<typeof pairFacts>;
