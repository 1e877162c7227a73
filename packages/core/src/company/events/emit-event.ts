import type { KernelContext } from '../../kernel/context.ts';
import { newId, type Tx } from '../../kernel/db/index.ts';
import { isActionable } from './catalogue.ts';
import { type EventDraft, RULES_CONSUMER, type WrittenEvent } from './event.ts';
import { insertEvent } from './store.ts';

/**
 * Writes an event, and its delivery where rules may act on it, inside the transaction of what it tells. The delivery's
 * job is added after the commit by `announceEvents`, or by the sweep.
 */
export async function emitEvent(ctx: Pick<KernelContext, 'clock'>, tx: Tx, draft: EventDraft): Promise<WrittenEvent> {
  const id = newId();
  const depth = draft.depth ?? (draft.cause ? draft.cause.depth + 1 : 0);
  const delivered = await insertEvent(
    tx,
    {
      id,
      agentId: draft.agentId,
      kind: draft.kind,
      title: draft.title,
      summary: draft.summary,
      tags: draft.tags,
      tradeId: draft.tradeId ?? null,
      pnl: draft.pnl ?? null,
      instrumentId: draft.instrumentId ?? null,
      proposalId: draft.proposalId ?? null,
      missionId: draft.missionId ?? null,
      causeEventId: draft.cause?.eventId ?? null,
      depth,
      fields: draft.fields ?? {},
      occurredAt: ctx.clock.now(),
    },
    isActionable(draft.kind) ? RULES_CONSUMER : null,
  );
  return { id, kind: draft.kind, depth, delivered };
}

export const EVENTS_QUEUE = 'events';

/** Adds the jobs of committed events, so that rules act on them at once. */
export async function announceEvents(
  ctx: Pick<KernelContext, 'queues'>,
  events: readonly WrittenEvent[],
): Promise<void> {
  const nudges = events.filter((event) => event.delivered).map((event) => ({ rowId: event.id, nudge: 0 }));
  await ctx.queues.nudge(EVENTS_QUEUE, nudges);
}
