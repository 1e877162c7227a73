import type { Decimal } from '@atc/core/kernel/money';
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
      type: whole.nullish(),
      status: whole,
      side: whole,
      size: whole,
      stopPrice: amount.nullish(),
      fillVolume: whole.nullish(),
      customTag: z.string().nullish(),
    }),
  ),
});
/** `/api/Order/cancel` and `/api/Order/modify` say nothing beside the envelope. */
export const done = z.object({});
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
/** What `type` says of a position that is short; 1 is long. */
export const SHORT = 2;
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

/** What `type` says of an order. */
export const MARKET = 2;
export const STOP = 4;

/** A new order as the gateway takes it: `side` 0 buys and 1 sells. */
export interface NewOrder {
  readonly accountId: number;
  readonly contractId: string;
  readonly type: typeof MARKET | typeof STOP;
  readonly side: 0 | 1;
  readonly size: number;
  /** Of a stop. */
  readonly stopPrice?: JsonNumber;
  readonly customTag: string;
  readonly stopLossBracket?: Bracket;
}

/** The stop that a purchase leaves: so many ticks from its fill, below zero under it. */
export interface Bracket {
  readonly ticks: number;
  readonly type: typeof STOP;
}

/** A number that is written into JSON by its own digits, so that it does not go through a float. */
export interface JsonNumber {
  readonly rawJSON: string;
}

/** Makes `JSON.stringify` write an amount as a number, digit by digit. */
export function jsonNumber(amount: Decimal): JsonNumber {
  // Newer than the declared type of JSON.
  return (JSON as unknown as { rawJSON(text: string): JsonNumber }).rawJSON(amount.toFixed());
}

/** Reads JSON with every number as the text it was written in. */
export function readNumbersAsText(text: string): unknown {
  // The reviver's third argument is newer than its declared type.
  const reviver = (_: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}
