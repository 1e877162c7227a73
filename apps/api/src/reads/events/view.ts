import { feedLevels, levelOf, type StreamedEvent } from '@atc/core/company/events';
import { z } from 'zod';
import { decimal, fields, id, instant, show } from '../view.ts';

export const eventView = z
  .object({
    id,
    agentId: z.string(),
    kind: z.string(),
    level: z.enum(feedLevels).meta({ description: 'how near it is to money: see the catalogue' }),
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

/** An event as the API shows it. */
export function showEvent(event: StreamedEvent): EventView {
  return show(eventView, { ...event, level: levelOf(event.kind) });
}
