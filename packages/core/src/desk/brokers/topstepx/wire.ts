import { z } from 'zod';

// What the ProjectX gateway answers, as far as the desk reads it: unknown fields pass, missing ones fail. Every number
// of an answer is read as the text it was written in, so that none goes through a float.

const amount = z.string().regex(/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/);
const whole = z
  .string()
  .regex(/^-?\d+$/)
  .transform(Number);
const key = z.string().min(1);

export const envelope = z.object({ success: z.boolean(), errorCode: whole, errorMessage: z.string().nullish() });

export const token = z.object({ token: z.string().min(1) });
export const contracts = z.object({
  contracts: z.array(
    z.object({ id: key, tickSize: amount, tickValue: amount, activeContract: z.boolean(), name: z.string().nullish() }),
  ),
});
export const placed = z.object({ orderId: key });
export const orders = z.object({
  orders: z.array(
    z.object({
      id: key,
      contractId: key,
      status: whole,
      side: whole,
      size: whole,
      fillVolume: whole.nullish(),
      customTag: z.string().nullish(),
    }),
  ),
});
/** `/api/Order/cancel` says nothing beside the envelope. */
export const canceled = z.object({});
export const trades = z.object({
  trades: z.array(
    z.object({
      id: key,
      orderId: key,
      contractId: key,
      creationTimestamp: z.iso.datetime({ offset: true }),
      price: amount,
      fees: amount,
      size: whole,
      voided: z.boolean(),
    }),
  ),
});
/** `type` 1 is long, 2 is short. */
export const positions = z.object({ positions: z.array(z.object({ contractId: key, type: whole, size: whole })) });

/** `/api/Account/search`. */
export const accounts = z.object({
  accounts: z.array(z.object({ id: whole, name: z.string(), balance: amount, canTrade: z.boolean() })),
});
/** `/api/History/retrieveBars`, newest first; `t` is when a bar opened. */
export const bars = z.array(
  z.object({
    t: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
    ...{ o: amount, h: amount, l: amount, c: amount, v: amount },
  }),
);

export type GatewayContract = z.infer<typeof contracts>['contracts'][number];
export type GatewayOrder = z.infer<typeof orders>['orders'][number];
export type GatewayTrade = z.infer<typeof trades>['trades'][number];

/** A new market order as the gateway takes it: `type` 2 is market, `side` 0 buys and 1 sells. */
export interface NewOrder {
  readonly accountId: number;
  readonly contractId: string;
  readonly type: 2;
  readonly side: 0 | 1;
  readonly size: number;
  readonly customTag: string;
}

/** Reads JSON with every number as the text it was written in. */
export function readNumbersAsText(text: string): unknown {
  // The reviver's third argument is newer than its declared type.
  const reviver = (_: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}
