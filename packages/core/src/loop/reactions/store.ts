import { findEvent } from '../../company/events/index.ts';
import type { AgentId } from '../../company/roster/index.ts';
import { type BaseDb, type Db, newId, Prisma } from '../../kernel/db/index.ts';
import { type Cooldown, cooldownTaken } from '../triggers/index.ts';
import type { QueuedReaction } from './pattern.ts';

export interface NewReaction {
  readonly sourceAgent: AgentId;
  readonly targetAgent: AgentId;
  readonly reactionType: string;
  readonly triggerEventId: string;
  readonly roll: number;
  /** Why it is not queued; null: it is, unless the cooldown keeps it from that. */
  readonly skipped: string | null;
  /** What it has to take to be queued, and why it is not where that is not over; null: nothing. */
  readonly cooldown: (Cooldown & { readonly refusal: string }) | null;
  readonly at: Date;
}

/**
 * Writes that an agent reacts to an event, or why it does not; its id where it is queued, null where it is not or has
 * been written before.
 */
export async function insertReaction(db: Db, reaction: NewReaction): Promise<string | null> {
  const { skipped, cooldown, at, ...written } = reaction;
  const taken =
    skipped === null && cooldown ? cooldownTaken(cooldown) : Prisma.sql`SELECT ${skipped === null}::bool AS taken`;
  const [row] = await db.$queryRaw<{ id: string; queued: boolean }[]>`
    WITH cooldown AS (${taken}), free AS (SELECT coalesce(bool_or(c.taken), false) AS free FROM cooldown c)
    INSERT INTO ops_agent_reactions (id, source_agent, target_agent, reaction_type, trigger_event_id, roll, status,
      outcome, queued_at, processed_at)
    SELECT ${newId()}::uuid, ${written.sourceAgent}::"AgentId", ${written.targetAgent}::"AgentId",
      ${written.reactionType}, ${written.triggerEventId}::uuid, ${written.roll}::float8,
      CASE WHEN f.free THEN 'queued' ELSE 'skipped' END::"ReactionStatus",
      CASE WHEN NOT f.free THEN ${skipped ?? cooldown?.refusal ?? null}::text END, ${at}::timestamptz,
      CASE WHEN NOT f.free THEN ${at}::timestamptz END
    FROM free f ON CONFLICT DO NOTHING RETURNING id, status = 'queued' AS queued`;
  return row?.queued ? row.id : null;
}

const waiting = Prisma.sql`status = 'queued' AND not_before <= clock_timestamp()`;

/** Whether any reaction waits. */
export const anyWaiting = Prisma.sql`EXISTS (SELECT 1 FROM ops_agent_reactions WHERE ${waiting})`;

/** Reactions that wait, the oldest first; those younger than `quietMs` are left to the event's own job. */
export async function listQueuedReactions(
  db: Db,
  { quietMs, limit }: { readonly quietMs: number; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM ops_agent_reactions WHERE ${waiting}
      AND created_at < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8) ORDER BY queued_at
        LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** A waiting reaction with its event, or null. */
export async function findQueuedReaction(db: BaseDb, id: string): Promise<QueuedReaction | null> {
  const reaction = await db.reaction.findUnique({
    where: { id, status: 'queued' },
    select: { targetAgent: true, reactionType: true, triggerEventId: true },
  });
  const event = reaction && (await findEvent(db, reaction.triggerEventId));
  return event && { id, targetAgent: reaction.targetAgent, reactionType: reaction.reactionType, event };
}

/** Holds a waiting reaction until the transaction ends; false when it is done or another holds it. */
export async function holdReaction(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_agent_reactions WHERE id = ${id}::uuid AND status = 'queued' FOR UPDATE SKIP LOCKED`;
  return rows.length === 1;
}

export interface ReactionEnd {
  readonly status: 'processed' | 'skipped';
  readonly outcome: string;
  readonly proposalId: string | null;
  readonly at: Date;
}

/** Ends a held reaction. */
export async function endReaction(db: Db, id: string, { status, outcome, proposalId, at }: ReactionEnd): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_agent_reactions SET status = ${status}::"ReactionStatus", outcome = ${outcome},
           proposal_id = ${proposalId}::uuid, processed_at = ${at},
           updated_at = now() WHERE id = ${id}::uuid`;
}

/** So many failures put a reaction aside. */
export const MOST_FAILURES = 5;

/** Lets a reaction that was given up be tried again, by the next sweep; false when it is none. */
export async function reviveReaction(db: Db, id: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_agent_reactions SET status = 'queued', failures = 0, not_before = clock_timestamp(), outcome = NULL,
      processed_at = NULL, updated_at = now()
    WHERE id = ${id}::uuid AND status = 'skipped' AND failures >= ${MOST_FAILURES}`;
  return changed === 1;
}

/** Whether there is such a reaction. */
export async function hasReaction(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM ops_agent_reactions WHERE id = ${id}::uuid`;
  return rows.length > 0;
}

/** A reaction that threw waits and is tried again; after the fifth failure it is a dead letter. */
export async function failReaction(db: Db, id: string, { error, at }: { error: string; at: Date }): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_agent_reactions SET failures = failures + 1,
           not_before = clock_timestamp() + make_interval(secs => power(2, failures)::float8), updated_at = now(),
           status = CASE WHEN failures + 1 >= ${MOST_FAILURES} THEN 'skipped'::"ReactionStatus" ELSE status
           END, outcome = ${`failed: ${error}`},
           processed_at = CASE WHEN failures + 1 >= ${MOST_FAILURES} THEN ${at}::timestamptz END
    WHERE id = ${id}::uuid AND status = 'queued'`;
}
