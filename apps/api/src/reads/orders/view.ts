import { z } from 'zod';
import { decimal, id, instant, instrumentView } from '../view.ts';

export const orderStatus = z.enum([
  'intended',
  'submitted',
  'unknown',
  'partially_filled',
  'filled',
  'rejected',
  'canceled',
]);

export const orderView = z
  .object({
    id,
    clientOrderId: z.string(),
    venueOrderId: z.string().nullable(),
    accountId: id,
    instrument: instrumentView,
    positionId: id.nullable(),
    stepId: id.nullable(),
    leg: z.int(),
    side: z.enum(['buy', 'sell']),
    purpose: z.string(),
    protective: z.boolean(),
    spendUsd: decimal.nullable(),
    quantity: decimal.nullable(),
    refPrice: decimal.nullable(),
    restsAt: decimal.nullable().meta({ description: 'Of a stop at its venue: the price that triggers it.' }),
    takeBackReason: z.string().nullable().meta({ description: 'Why the desk takes it back.' }),
    status: orderStatus,
    filledQty: decimal,
    filledUsd: decimal,
    feeUsd: decimal,
    reason: z.string().nullable(),
    intendedAt: instant,
    submittedAt: instant.nullable(),
    finalAt: instant.nullable(),
  })
  .meta({ id: 'Order' });

const fillView = z
  .object({
    id,
    venueFillId: z.string(),
    side: z.enum(['buy', 'sell']),
    price: decimal,
    quantity: decimal,
    usd: decimal,
    feeUsd: decimal,
    slippageBps: z.number().nullable(),
    source: z.string(),
    filledAt: instant,
  })
  .meta({ id: 'Fill' });

const attemptView = z
  .object({ attemptNo: z.int(), state: z.string(), signature: z.string().nullable(), sentAt: instant.nullable() })
  .meta({ id: 'OrderAttempt' });

export const orderDetail = orderView
  .extend({ evidence: z.array(z.unknown()), fills: z.array(fillView), attempts: z.array(attemptView) })
  .meta({ id: 'OrderDetail' });

export type OrderView = z.infer<typeof orderView>;
export type OrderDetail = z.infer<typeof orderDetail>;
