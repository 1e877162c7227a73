import { type BaseDb, type Db, Prisma } from '@atc/core/kernel/db';
import type { AuditKind } from './view.ts';

/** More than this belongs to one story only when rules run wild. */
const MOST_PROPOSALS = 100;

// The proposals that a row of each kind belongs to.
const proposalsOf = {
  signal: (id) => Prisma.sql`SELECT p.id FROM ops_trading_proposals p WHERE p.signal_id = ${id}`,
  event: (
    id,
  ) => Prisma.sql`SELECT e.proposal_id FROM ops_agent_events e WHERE e.id = ${id} AND e.proposal_id IS NOT NULL
    UNION SELECT t.entry_proposal_id FROM ops_agent_events e JOIN ops_positions t ON t.id = e.trade_id
      WHERE e.id = ${id}
    UNION SELECT m.proposal_id FROM ops_agent_events e JOIN ops_missions m ON m.id = e.mission_id WHERE e.id = ${id}`,
  proposal: (id) => Prisma.sql`SELECT p.id FROM ops_trading_proposals p WHERE p.id = ${id}`,
  verdict: (id) => Prisma.sql`SELECT v.proposal_id FROM ops_gate_verdicts v WHERE v.id = ${id}`,
  vote: (id) => Prisma.sql`SELECT v.proposal_id FROM ops_votes v WHERE v.id = ${id}`,
  mission: (id) => Prisma.sql`SELECT m.proposal_id FROM ops_missions m WHERE m.id = ${id}`,
  step: (id) =>
    Prisma.sql`
      SELECT m.proposal_id FROM ops_mission_steps s JOIN ops_missions m ON m.id = s.mission_id WHERE s.id = ${id}`,
  order: (id) => proposalOfOrder(Prisma.sql`o.id = ${id}`),
  order_transition: (id) =>
    proposalOfOrder(Prisma.sql`o.id = (SELECT t.order_id FROM ops_order_transitions t WHERE t.id = ${id})`),
  fill: (id) => proposalOfOrder(Prisma.sql`o.id = (SELECT f.order_id FROM ops_fills f WHERE f.id = ${id})`),
  position: (id) => Prisma.sql`SELECT t.entry_proposal_id FROM ops_positions t WHERE t.id = ${id}`,
  outcome: (id) =>
    Prisma.sql`
      SELECT t.entry_proposal_id FROM ops_trade_outcomes u JOIN ops_positions t ON t.id = u.trade_id
             WHERE u.id = ${id}`,
} as const satisfies Record<AuditKind, (id: Prisma.Sql) => Prisma.Sql>;

function proposalOfOrder(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT coalesce(m.proposal_id, t.entry_proposal_id) AS id FROM ops_orders o
    LEFT JOIN ops_mission_steps s ON s.id = o.step_id LEFT JOIN ops_missions m ON m.id = s.mission_id
    LEFT JOIN ops_positions t ON t.id = o.position_id WHERE ${which}`;
}

/**
 * Ids of the proposals that a row belongs to, oldest first: for anything of a trade all proposals of that trade, its
 * exits included.
 */
export async function listStoryProposals(db: Db, kind: AuditKind, id: string): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH asked (id) AS (${proposalsOf[kind](Prisma.sql`${id}::uuid`)}),
    trades AS (
      SELECT t.id, t.entry_proposal_id FROM ops_positions t WHERE t.entry_proposal_id IN (SELECT id FROM asked)
      UNION SELECT t.id, t.entry_proposal_id FROM ops_trading_proposals p JOIN ops_positions t ON t.id = p.position_id
      WHERE p.id IN (SELECT id FROM asked)),
    story AS (
      SELECT id FROM asked UNION SELECT entry_proposal_id FROM trades
      UNION SELECT p.id FROM trades t JOIN ops_trading_proposals p ON p.position_id = t.id)
    SELECT p.id::text AS id FROM story JOIN ops_trading_proposals p ON p.id = story.id ORDER BY p.id
           LIMIT ${MOST_PROPOSALS}`;
  return rows.map((row) => row.id);
}

/** A proposal with everything that came of it. */
export async function findTold(db: BaseDb, id: string) {
  return db.proposal.findUniqueOrThrow({
    where: { id },
    include: {
      instrument: true,
      gateVerdicts: { orderBy: { id: 'asc' } },
      votes: { orderBy: { id: 'asc' } },
      missions: {
        include: {
          steps: {
            orderBy: { seq: 'asc' },
            include: {
              orders: {
                orderBy: { leg: 'asc' },
                include: {
                  instrument: true,
                  transitions: { orderBy: { changedAt: 'asc' } },
                  fills: { orderBy: { id: 'asc' } },
                },
              },
            },
          },
        },
      },
    },
  });
}

export type Told = Awaited<ReturnType<typeof findTold>>;
export type ToldOrder = Told['missions'][number]['steps'][number]['orders'][number];

/** The positions that these proposals opened, each with its outcome. */
export async function listTrades(db: BaseDb, proposalIds: readonly string[]) {
  return db.position.findMany({
    where: { entryProposalId: { in: [...proposalIds] } },
    include: { instrument: true, outcomes: true },
    orderBy: { id: 'asc' },
  });
}

export type ToldTrade = Awaited<ReturnType<typeof listTrades>>[number];

/** One event, or null. */
export async function findToldEvent(db: BaseDb, id: string) {
  return db.event.findUnique({ where: { id } });
}

export type ToldEvent = NonNullable<Awaited<ReturnType<typeof findToldEvent>>>;

/** One signal, or null. */
export async function findToldSignal(db: BaseDb, id: string) {
  return db.signal.findUnique({ where: { id }, include: { instrument: true } });
}

export type ToldSignal = NonNullable<Awaited<ReturnType<typeof findToldSignal>>>;

/** The seals of these rows, by row id. */
export async function findSeals(
  db: BaseDb,
  rowIds: readonly string[],
): Promise<Map<string, { seq: number; hash: string }>> {
  const rows = await db.auditSeal.findMany({
    where: { rowId: { in: [...rowIds] } },
    select: { rowId: true, seq: true, hash: true },
  });
  return new Map(rows.map(({ rowId, seq, hash }) => [rowId, { seq: Number(seq), hash }]));
}

/** What a story is about. */
export interface Subject {
  readonly proposalIds: readonly string[];
  readonly tradeIds: readonly string[];
}

export interface Spoken {
  readonly roundtableIds: string[];
  readonly memoryIds: string[];
}

/** The conversations about some proposals, and what was remembered of those and of some trades, oldest first. */
export async function listSpoken(db: Db, { proposalIds, tradeIds }: Subject): Promise<Spoken> {
  const [row] = await db.$queryRaw<[Spoken]>`
    WITH r AS (SELECT id FROM ops_roundtable_queue WHERE proposal_id = ANY(${[...proposalIds]}::uuid[])),
    traces AS (SELECT 'roundtable:' || r.id::text AS trace FROM r
               UNION ALL SELECT 'trade:' || t::text FROM unnest(${[...tradeIds]}::uuid[]) t)
    SELECT ARRAY(SELECT r.id::text FROM r ORDER BY r.id) AS "roundtableIds",
           ARRAY(SELECT m.id::text FROM ops_agent_memory m JOIN traces ON traces.trace = m.source_trace_id
                 ORDER BY m.id) AS "memoryIds"`;
  return row;
}
