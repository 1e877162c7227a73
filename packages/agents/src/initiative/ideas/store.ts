import type { AgentId } from '@atc/core/company/roster';
import { type Db, newId, Prisma } from '@atc/core/kernel/db';
import type { Idea } from './idea.ts';

/** The look that an idea came from. */
export interface Thought {
  readonly initiativeId: string;
  readonly agentId: AgentId;
}

/** Writes an idea down; false where the look has one, or one of the same memory and subject is open. */
export async function insertIdea(db: Db, { initiativeId, agentId }: Thought, idea: Idea): Promise<boolean> {
  const { memoryId, subject, choice, why, figure, wrongIf, bound, contract, price, openedAt, dueAt } = idea;
  const written = await db.$executeRaw`
    INSERT INTO ops_ideas (id, initiative_id, agent_id, memory_id, subject, choice, why, figure, wrong_if, bound,
                           contract, price, opened_at, due_at)
    VALUES (${newId()}::uuid, ${initiativeId}::uuid, ${agentId}::"AgentId", ${memoryId}::uuid, ${subject}, ${choice},
            ${why}, ${figure}, ${wrongIf}, ${bound}, ${contract}, ${price}, ${openedAt}, ${dueAt})
    ON CONFLICT DO NOTHING`;
  return written === 1;
}

/** The idea that a look came to before its worker died; null when it came to none. */
export async function findIdeaOf(db: Db, initiativeId: string): Promise<Idea | null> {
  const [row] = await db.$queryRaw<Idea[]>`
    SELECT memory_id::text AS "memoryId", subject, choice, why, figure, wrong_if AS "wrongIf", bound, contract,
           price::float8 AS price, opened_at AS "openedAt", due_at AS "dueAt"
    FROM ops_ideas WHERE initiative_id = ${initiativeId}::uuid`;
  return row ?? null;
}

/** Memories and subjects of an agent of which an idea is open, but for that of this look. */
export async function listOpenCauses(
  db: Db,
  { initiativeId, agentId }: Thought,
): Promise<readonly { readonly memoryId: string; readonly subject: string }[]> {
  return db.$queryRaw<{ memoryId: string; subject: string }[]>`
    SELECT memory_id::text AS "memoryId", subject FROM ops_ideas
    WHERE agent_id = ${agentId}::"AgentId" AND settled_at IS NULL AND initiative_id <> ${initiativeId}::uuid`;
}

/** Writes down what an idea led to. */
export async function linkProposal(db: Db, initiativeId: string, proposalId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_ideas SET proposal_id = ${proposalId}::uuid, updated_at = now()
    WHERE initiative_id = ${initiativeId}::uuid`;
}

/** Whether the time of an open idea is over. */
export const anyDueIdea = (now: Date) => Prisma.sql`
  EXISTS (SELECT 1 FROM ops_ideas WHERE settled_at IS NULL AND due_at <= ${now})`;

export interface DueIdea extends Idea, Thought {
  readonly id: string;
  readonly proposalId: string | null;
  /** What it led to. */
  readonly title: string | null;
  /** Whether that was accepted: work that was refused found nothing because nobody looked. */
  readonly accepted: boolean;
  /** Of what the work found: signals, decisions, sources that stand out, rules that are not kept. */
  readonly findings: number;
}

/** Open ideas whose time is over, the oldest first. */
export async function listDueIdeas(db: Db, now: Date, limit: number): Promise<readonly DueIdea[]> {
  return db.$queryRaw<DueIdea[]>`
    SELECT d.id::text AS id, d.initiative_id::text AS "initiativeId", d.agent_id::text AS "agentId",
           d.memory_id::text AS "memoryId", d.subject, d.choice, d.why, d.figure, d.wrong_if AS "wrongIf", d.bound,
           d.contract, d.price::float8 AS price, d.opened_at AS "openedAt", d.due_at AS "dueAt",
           d.proposal_id::text AS "proposalId", p.title, coalesce(p.status = 'accepted', false) AS accepted,
           (SELECT count(*)::int FROM ops_agent_events e WHERE e.proposal_id = d.proposal_id
             AND e.occurred_at <= d.due_at AND CASE e.kind
               WHEN 'scan.finished' THEN e.fields ->> 'submitted' IS NOT NULL
               WHEN 'position.reviewed' THEN e.fields ->> 'decision' <> 'hold'
               WHEN 'performance.reviewed' THEN e.fields ->> 'source' IS NOT NULL
               WHEN 'system.checked' THEN jsonb_array_length(e.fields -> 'violations') > 0
               ELSE false END) AS findings
    FROM ops_ideas d LEFT JOIN ops_trading_proposals p ON p.id = d.proposal_id
    WHERE d.settled_at IS NULL AND d.due_at <= ${now} ORDER BY d.due_at, d.id LIMIT ${limit}`;
}

export interface IdeaEnd {
  readonly id: string;
  readonly measured: number | null;
  readonly provedRight: boolean | null;
  readonly at: Date;
}

/** Settles an open idea; false where it is settled. */
export async function settleIdea(db: Db, { id, measured, provedRight, at }: IdeaEnd): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_ideas SET settled_at = ${at}, measured = ${measured}, proved_right = ${provedRight}, updated_at = now()
    WHERE id = ${id}::uuid AND settled_at IS NULL`;
  return changed === 1;
}
