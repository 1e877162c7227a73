import { z } from 'zod';
import type { NewsAbout } from '../../broker.ts';

/** What the user hub calls each thing that it pushes. */
export const PUSHES: Readonly<Record<string, NewsAbout>> = {
  GatewayUserOrder: 'orders',
  GatewayUserTrade: 'orders',
  GatewayUserPosition: 'holdings',
  GatewayUserAccount: 'holdings',
};

const ofAccount = z.object({ accountId: z.int() });
const account = z.object({ id: z.int() });
/** Seen both bare and wrapped. */
const wrapped = z.object({ data: z.unknown() });

/** Whether a push is about an account of the venue. One that cannot be read may be: it is only a hint to ask. */
export function concerns(accountId: number, push: unknown): boolean {
  const [first] = Array.isArray(push) ? push : [push];
  const { data: bare = first } = wrapped.safeParse(first).data ?? {};
  const named = ofAccount.safeParse(bare).data?.accountId ?? account.safeParse(bare).data?.id;
  return named === undefined || named === accountId;
}
