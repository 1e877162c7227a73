import { z } from 'zod';

export const templates = ['trade', 'alert', 'daily_report'] as const;
export type Template = (typeof templates)[number];

/** How the receiver wants to be spoken to. */
export type WebhookFormat = 'json' | 'discord' | 'telegram';

/** What a notification says; stored, and written in the receiver's format when it is sent. */
export const message = z.strictObject({
  template: z.enum(templates),
  title: z.string(),
  text: z.string(),
  /** ISO 8601, company time. */
  at: z.string(),
  agentId: z.string(),
  /** What the event was about. */
  event: z.strictObject({ id: z.string(), kind: z.string(), tags: z.array(z.string()) }),
  tradeId: z.string().nullable(),
  proposalId: z.string().nullable(),
  fields: z.record(z.string(), z.unknown()),
});

export type Message = z.infer<typeof message>;
