import { z } from 'zod';
import { decimal, fields, id, instant } from '../view.ts';

export const eventView = z
  .object({
    id,
    agentId: z.string(),
    kind: z.string(),
    title: z.string(),
    summary: z.string(),
    tags: z.array(z.string()),
    tradeId: id.nullable(),
    pnl: decimal.nullable(),
    instrumentId: id.nullable(),
    proposalId: id.nullable(),
    missionId: id.nullable(),
    causeEventId: id.nullable(),
    depth: z.int(),
    fields,
    occurredAt: instant,
  })
  .meta({ id: 'Event' });

export type EventView = z.infer<typeof eventView>;
