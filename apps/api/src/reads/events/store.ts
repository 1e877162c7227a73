import type { StreamedEvent } from '@atc/core/company/events';
import { type Db, Prisma } from '@atc/core/kernel/db';
import { cutPage, type Page, type PageQuery } from '../../http/index.ts';
import { type EventView, showEvent } from './view.ts';

export interface EventsWanted extends PageQuery {
  readonly kind?: string | undefined;
  readonly agentId?: string | undefined;
  readonly tradeId?: string | undefined;
  readonly proposalId?: string | undefined;
}

const columns = Prisma.sql`id, agent_id::text AS "agentId", kind, title, summary, tags,
  trade_id AS "tradeId", pnl::text AS pnl, instrument_id AS "instrumentId", proposal_id AS "proposalId",
  mission_id AS "missionId", cause_event_id AS "causeEventId", depth, fields, occurred_at AS "occurredAt",
  tx::text AS tx`;

/** Events in the order of their commits, newest first; only those that no running transaction precedes. */
export async function listEventViews(db: Db, wanted: EventsWanted): Promise<Page<EventView>> {
  const { cursor, limit, kind, agentId, tradeId, proposalId } = wanted;
  const rows = await db.$queryRaw<StreamedEvent[]>`
    SELECT ${columns} FROM ops_agent_events e WHERE tx < pg_snapshot_xmin(pg_current_snapshot())
      ${cursor ? Prisma.sql`AND (tx, id) < (${cursor.at}::xid8, ${cursor.id}::uuid)` : Prisma.empty}
      ${kind ? Prisma.sql`AND kind = ${kind}` : Prisma.empty}
      ${agentId ? Prisma.sql`AND agent_id = ${agentId}::"AgentId"` : Prisma.empty}
      ${tradeId ? Prisma.sql`AND trade_id = ${tradeId}::uuid` : Prisma.empty}
      ${proposalId ? Prisma.sql`AND proposal_id = ${proposalId}::uuid` : Prisma.empty}
    ORDER BY e.tx DESC, e.id DESC LIMIT ${limit + 1}`;
  return cutPage(rows, wanted, { view: showEvent, cursor: (row) => ({ at: row.tx, id: row.id }) });
}
