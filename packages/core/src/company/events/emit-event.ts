import type { KernelContext } from '../../kernel/context.ts';
import { newId, type Prisma, type Tx } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import { printable } from '../../kernel/text/index.ts';
import { isActionable } from './catalogue.ts';
import { type EventDraft, RULES_CONSUMER, type WrittenEvent } from './event.ts';
import { type EventRow, eventFrom, insertEvent } from './store.ts';

export const EVENTS_QUEUE = 'events';

/**
 * Writes an event, and its delivery where rules may act on it, inside the transaction of what it tells. The delivery's
 * job is added after the commit, so that rules act at once, or by the sweep.
 */
export async function emitEvent(ctx: Pick<KernelContext, 'clock'>, tx: Tx, draft: EventDraft): Promise<WrittenEvent> {
  const event = eventOf(draft, ctx.clock.now());
  const delivered = await insertEvent(tx, event, isActionable(draft.kind) ? RULES_CONSUMER : null);
  if (delivered) tx.nudge(EVENTS_QUEUE, { rowId: event.id, nudge: 0 });
  return { id: event.id, kind: draft.kind, depth: event.depth };
}

/**
 * An event of company time `at` as part of the statement that does what it tells: written where `source` has a row. Of
 * a kind that no rule acts on.
 */
export function tellFrom(draft: EventDraft, at: Date, source: Prisma.Sql): Prisma.Sql {
  if (isActionable(draft.kind))
    throw new InvariantError(`${draft.kind} is delivered, so it has a statement of its own`);
  return eventFrom(eventOf(draft, at), source);
}

function eventOf(draft: EventDraft, at: Date): EventRow {
  return {
    id: newId(),
    agentId: draft.agentId,
    kind: draft.kind,
    title: printable(draft.title),
    summary: printable(draft.summary),
    tags: draft.tags,
    tradeId: draft.tradeId ?? null,
    pnl: draft.pnl ?? null,
    instrumentId: draft.instrumentId ?? null,
    proposalId: draft.proposalId ?? null,
    missionId: draft.missionId ?? null,
    causeEventId: draft.cause?.eventId ?? null,
    depth: draft.depth ?? (draft.cause ? draft.cause.depth + 1 : 0),
    fields: draft.fields ?? {},
    occurredAt: at,
  };
}
