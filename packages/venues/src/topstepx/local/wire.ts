import { z } from 'zod';

/** What `type` says of an order. */
export const MARKET = 2;
export const STOP = 4;

/** A new order as the gateway takes it. Only market orders and stops are spoken here. */
export const newOrder = z.object({
  accountId: z.int(),
  contractId: z.string(),
  type: z.union([z.literal(MARKET), z.literal(STOP)]),
  side: z.union([z.literal(0), z.literal(1)]),
  size: z.int(),
  stopPrice: z.number().optional(),
  customTag: z.string().min(1).optional(),
  /** The stop that it leaves once it is filled, so many ticks from there. */
  stopLossBracket: z.object({ ticks: z.int(), type: z.int() }).optional(),
});

export type NewOrder = z.infer<typeof newOrder>;

export const orderNamed = z.object({ accountId: z.int(), orderId: z.int() });
export const orderModified = orderNamed.extend({ stopPrice: z.number() });
