import type { KernelContext } from '../../kernel/context.ts';
import { newId, type Prisma, type Tx } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import { faultsOf } from '../../kernel/faults/index.ts';
import { printable } from '../../kernel/text/index.ts';
import { isActionable, isEventKind, specOf } from './catalogue.ts';
import { type EventDraft, RULES_CONSUMER, type WrittenEvent } from './event.ts';
import { type EventRow, eventFrom, insertEvent } from './store.ts';

export const EVENTS_QUEUE = 'events';

/**
 * Writes an event, and its delivery where rules may act on it, inside the transaction of what it tells. The delivery's
 * job is added after the commit, so that rules act at once, or by the sweep. Author and tags are those of its kind;
 * throws where its fields are not. A number that is none is stored as null.
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
  const event = eventOf(draft, at);
  if (isActionable(draft.kind))
    throw new InvariantError(`${draft.kind} is delivered, so it has a statement of its own`);
  return eventFrom(event, source);
}

function eventOf(draft: EventDraft, at: Date): EventRow {
  const { kind, title, summary, moreTags = [], fields } = draft;
  if (!isEventKind(kind)) throw new InvariantError(`no event is of the kind ${String(kind)}`);
  const { author, tags, fields: schema } = specOf(kind);
  const agentId = draft.agentId ?? author;
  if (agentId === 'any') throw new InvariantError(`an event ${kind} does not say who tells it`);
  const parsed = schema.safeParse(withoutNaN(fields));
  const fault = parsed.success ? null : faultsOf(parsed.error)[0];
  if (fault) throw new InvariantError(`an event ${kind} cannot have such fields: ${fault.path}: ${fault.message}`);
  return {
    id: newId(),
    agentId,
    kind,
    title: printable(title),
    summary: printable(summary),
    tags: [...tags, ...moreTags],
    tradeId: draft.tradeId ?? null,
    pnl: draft.pnl ?? null,
    instrumentId: draft.instrumentId ?? null,
    proposalId: draft.proposalId ?? null,
    missionId: draft.missionId ?? null,
    causeEventId: draft.cause?.eventId ?? null,
    depth: draft.depth ?? (draft.cause ? draft.cause.depth + 1 : 0),
    fields,
    occurredAt: at,
  };
}

// No compiler sees a division by nothing, and a booking must not be undone because of a figure in what is told of it.
const withoutNaN = (fields: EventDraft['fields']): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'number' && !Number.isFinite(value) ? 0 : value,
    ]),
  );
