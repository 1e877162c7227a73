import type { NewsAbout } from '@atc/core/desk/venue';
import { z } from 'zod';

/** What the user hub calls each thing that it pushes. */
export const PUSHES: Readonly<Record<string, NewsAbout>> = {
  GatewayUserOrder: 'orders',
  GatewayUserTrade: 'orders',
  GatewayUserPosition: 'holdings',
  GatewayUserAccount: 'holdings',
};

const ofAccount = z.object({ accountId: z.int() });
const account = z.object({ id: z.int() });
const wrapped = z.object({ data: z.unknown() });

/** Seen as a list, and both bare and wrapped in what was done. */
function bareOf(push: unknown): unknown {
  const [first] = Array.isArray(push) ? push : [push];
  return wrapped.safeParse(first).data?.data ?? first;
}

/** Whether a push is about an account of the venue. One that cannot be read may be: it is only a hint to ask. */
export function concerns(accountId: number, push: unknown): boolean {
  const bare = bareOf(push);
  const named = ofAccount.safeParse(bare).data?.accountId ?? account.safeParse(bare).data?.id;
  return named === undefined || named === accountId;
}

// Prices of the market are read as numbers: nothing is paid by them.
const quote = z.object({
  lastPrice: z.number().positive(),
  /** Contracts traded this day. */
  volume: z.number().nonnegative().nullish(),
  timestamp: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

export type Quote = z.infer<typeof quote>;

/** What a push says of a contract's price; null where it does not say a price and its time. */
export function quoteOf(push: unknown): Quote | null {
  return quote.safeParse(bareOf(push)).data ?? null;
}
