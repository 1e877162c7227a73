import { z } from 'zod';

/** What is listed: the first is held, the second is bought; a feed that fails in part still knows the third. */
export const TOKENS = ['SOL', 'BONK', 'WIF'] as const;

/** What a desk in a process of its own is told at its start. */
export const deskPlan = z.strictObject({
  databaseUrl: z.string(),
  redisUrl: z.string(),
  webhookUrl: z.string(),
  operatorKey: z.string(),
  price: z.number(),
});

/** How a source of prices may behave. */
export type FeedMode = 'sound' | 'silent' | 'failing' | 'stale' | 'in part';

export type OrderName = 'price' | 'feed' | 'clock' | 'hold' | 'exit' | 'enter';

/** What the desk is told to do while it runs; each deed reads what concerns it. */
export interface Order {
  readonly nr: number;
  readonly name: OrderName;
  readonly symbol: string;
  readonly usd: number;
  readonly id: string;
  readonly ms: number;
  readonly mode: FeedMode;
}

/** What the desk says to who started it. */
export type Word =
  | { readonly ready: string }
  /** A price was seen for the first time. */
  | { readonly seen: number }
  | { readonly nr: number; readonly result?: unknown; readonly error?: string };
