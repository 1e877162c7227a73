import { z } from 'zod';

const originKinds = [
  'signal',
  'event',
  'operator',
  'price_bar',
  'schedule',
  'reaction',
  'roundtable',
  'initiative',
  'protection',
  'external',
  'reconciliation',
] as const;

/** What a chain of proposals, missions and events goes back to. */
export const origin = z.strictObject({ kind: z.enum(originKinds), id: z.string().min(1).max(200) });

export type Origin = z.infer<typeof origin>;
