import { type Db, Prisma, type Reading, reading, readOne } from '../../kernel/db/index.ts';

export interface EventRow {
  readonly id: string;
  readonly agentId: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly tradeId: string | null;
  readonly pnl: string | null;
  readonly instrumentId: string | null;
  readonly proposalId: string | null;
  readonly missionId: string | null;
  readonly causeEventId: string | null;
  readonly depth: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/** The insertion of an event for each row of something, as part of a statement. */
export function eventFrom(event: EventRow, source: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, tags, trade_id, pnl, instrument_id, proposal_id,
      mission_id, cause_event_id, depth, fields, occurred_at)
    SELECT ${event.id}::uuid, ${event.agentId}::"AgentId", ${event.kind}::text, ${event.title}::text,
           ${event.summary}::text, ${event.tags}::text[], ${event.tradeId}::uuid,
           ${event.pnl}::numeric, ${event.instrumentId}::uuid, ${event.proposalId}::uuid, ${event.missionId}::uuid,
           ${event.causeEventId}::uuid, ${event.depth}::int,
           ${JSON.stringify(event.fields)}::jsonb, ${event.occurredAt}::timestamptz FROM ${source}`;
}

/**
 * Writes the event and, where an enabled rule listens to its kind or a reaction to its source and tags, its delivery,
 * in one statement. Returns whether there is a delivery: an event that nobody acts on costs no job.
 */
export async function insertEvent(db: Db, event: EventRow, consumer: string | null): Promise<boolean> {
  const [row] = await db.$queryRaw<{ delivered: boolean }[]>`
    WITH e AS (
      ${eventFrom(event, Prisma.sql`(SELECT 1) one`)}
      RETURNING id, kind, agent_id::text AS source, to_jsonb(tags) AS tags),
    d AS (
      INSERT INTO ops_event_deliveries (event_id, consumer) SELECT e.id, ${consumer} FROM e
      WHERE ${consumer}::text IS NOT NULL AND (
        EXISTS (SELECT 1 FROM ops_trigger_rules r WHERE r.enabled AND r.rule_type = 'reactive'
        AND r.trigger_event = e.kind)
        OR EXISTS (SELECT 1 FROM ops_policy m, jsonb_array_elements(CASE jsonb_typeof(m.value->'patterns') WHEN 'array'
                   THEN m.value->'patterns' ELSE '[]' END) p
                   WHERE m.key = 'reaction_matrix' AND p->>'source' IN ('*', e.source) AND p->'tags' <@ e.tags
                     AND p->'probability' <> '0'))
      RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM d) AS delivered`;
  return row?.delivered ?? false;
}

const columns = Prisma.sql`id, agent_id AS "agentId", kind, title, summary, tags, trade_id AS "tradeId",
  pnl::text AS pnl, instrument_id AS "instrumentId", proposal_id AS "proposalId", mission_id AS "missionId",
  cause_event_id AS "causeEventId", depth, fields, occurred_at AS "occurredAt"`;

/** One event, or null. */
export function eventOf(id: string): Reading<EventRow | null> {
  return reading(
    Prisma.sql`SELECT ${columns} FROM ops_agent_events WHERE id = ${id}::uuid`,
    ([row]: readonly (Omit<EventRow, 'occurredAt'> & { readonly occurredAt: string })[]) =>
      row ? { ...row, occurredAt: new Date(row.occurredAt) } : null,
  );
}

/** One event, or null. */
export async function findEvent(db: Db, id: string): Promise<EventRow | null> {
  return readOne(db, eventOf(id));
}

/** A place in the stream of events: commits become visible in the order of `(tx, id)`. */
export interface EventPosition {
  readonly tx: string;
  readonly id: string;
}

export type StreamedEvent = EventRow & EventPosition;

// In these statements `tx` alone is the text that is returned, and texts sort 100 before 99: the order names the
// column.

/**
 * Events after a position in commit order, oldest first. Only transactions that no running one precedes are shown, so
 * that a late commit can never be missed.
 */
export async function listEventsAfter(db: Db, after: EventPosition, limit: number): Promise<readonly StreamedEvent[]> {
  return db.$queryRaw<StreamedEvent[]>`
    SELECT ${columns}, tx::text AS tx FROM ops_agent_events e
    WHERE (tx, id) > (${after.tx}::xid8, ${after.id}::uuid) AND tx < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY e.tx, e.id LIMIT ${limit}`;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The position after the newest visible event: where a stream that wants only news begins. */
export async function latestPosition(db: Db): Promise<EventPosition> {
  const [row] = await db.$queryRaw<EventPosition[]>`
    SELECT tx::text AS tx, id FROM ops_agent_events e WHERE tx < pg_snapshot_xmin(pg_current_snapshot())
           ORDER BY e.tx DESC, e.id DESC LIMIT 1`;
  return row ?? { tx: '0', id: NO_ID };
}

/** The position of one event, or null: where a reader that saw it goes on. */
export async function positionOf(db: Db, id: string): Promise<EventPosition | null> {
  const [row] = await db.$queryRaw<
    EventPosition[]
  >`SELECT tx::text AS tx, id FROM ops_agent_events WHERE id = ${id}::uuid`;
  return row ?? null;
}
