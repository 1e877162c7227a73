import type { AgentId } from '../../company/roster/index.ts';
import { type Db, newId, Prisma, type Reading, reading } from '../../kernel/db/index.ts';
import { type MemoryDraft, type MemoryType, MOST_LIVE, type Recalled } from './memory.ts';
import type { Restraining } from './restraint.ts';
import { confidenceAfter, PROMOTION } from './scoring.ts';

/** Writes a memory at company time `at`; null when it is there already. Those of one agent take turns. */
export async function insertMemory(db: Db, memory: MemoryDraft, at: Date): Promise<string | null> {
  const evidence = JSON.stringify({ ...memory.evidence, prior: memory.confidence });
  const turn = db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`memories of ${memory.agentId}`}))`;
  const written = db.$queryRaw<{ id: string }[]>`
    INSERT INTO ops_agent_memory (id, agent_id, type, content, confidence, tags, source_trace_id, trust, subject,
      polarity, evidence, learned_at)
    VALUES (${newId()}::uuid, ${memory.agentId}::"AgentId", ${memory.type}::"MemoryType", ${memory.content},
            ${memory.confidence}, ${[...memory.tags]}::text[],
            ${memory.sourceTraceId}, ${memory.trust}::"TrustLabel",
            ${memory.subject}, ${memory.polarity ?? null}::"MemoryPolarity",
            ${evidence}::jsonb, ${at})
    ON CONFLICT (agent_id, source_trace_id, type, content) DO NOTHING RETURNING id`;
  const [, [row]] = await Promise.all([turn, written]);
  return row?.id ?? null;
}

/** Lets a new memory take the place of the live ones of its agent and type about the same. */
export async function supersede(db: Db, id: string, { agentId, type, subject }: MemoryDraft): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_agent_memory SET superseded_by = ${id}::uuid, updated_at = now()
    WHERE agent_id = ${agentId}::"AgentId" AND type = ${type}::"MemoryType" AND subject = ${subject}
      AND id <> ${id}::uuid AND superseded_by IS NULL AND evicted_at IS NULL`;
}

/** Puts the weakest, then oldest, live memories beyond the cap aside; promoted ones stay. Returns how many. */
export async function evictOverCap(db: Db, agentId: AgentId, at: Date): Promise<number> {
  return db.$executeRaw`
    UPDATE ops_agent_memory SET evicted_at = ${at}, updated_at = now() WHERE id IN (
      SELECT id FROM ops_agent_memory WHERE agent_id = ${agentId}::"AgentId" AND evicted_at IS NULL
             AND superseded_by IS NULL
      ORDER BY (promoted_at IS NULL), confidence DESC, learned_at DESC, id DESC OFFSET ${MOST_LIVE})`;
}

/** What is live about a subject, with what it was learned by. */
export interface Live extends MemoryKind {
  readonly subject: string;
  readonly evidence: unknown;
}

/** Everything that is live about any of these subjects. */
export async function listLive(db: Db, subjects: readonly (string | null)[]): Promise<readonly Live[]> {
  return db.$queryRaw<Live[]>`
    SELECT agent_id::text AS "agentId", type::text AS type, subject, evidence FROM ops_agent_memory
    WHERE subject = ANY(${[...subjects]}::text[]) AND evicted_at IS NULL AND superseded_by IS NULL`;
}

/** A type of memory of an agent. */
export interface MemoryKind {
  readonly agentId: AgentId;
  readonly type: MemoryType;
}

/**
 * How many memories of each kind were learned from trades since then, in the order of the kinds; what an agent took
 * from conversations does not count.
 */
export async function countLearned(db: Db, kinds: readonly MemoryKind[], since: Date): Promise<readonly number[]> {
  const rows = await db.$queryRaw<{ n: number }[]>`
    SELECT (SELECT count(*)::int FROM ops_agent_memory m
      WHERE m.agent_id = k.agent_id AND m.type = k.type AND m.learned_at >= ${since}
        AND m.source_trace_id NOT LIKE 'roundtable:%') AS n
    FROM unnest(${kinds.map(({ agentId }) => agentId)}::"AgentId"[], ${kinds.map(({ type }) => type)}::"MemoryType"[])
      WITH ORDINALITY AS k(agent_id, type, place) ORDER BY k.place`;
  return rows.map(({ n }) => n);
}

export interface RecallQuery {
  readonly agentId: AgentId;
  readonly types: readonly MemoryType[];
  readonly minConfidence: number;
}

/** Live memories that may influence an agent's topic, the surest first; none with words from outside. */
export async function listRecallable(
  db: Db,
  { agentId, types, minConfidence }: RecallQuery,
): Promise<readonly Recalled[]> {
  return db.$queryRaw<Recalled[]>`
    SELECT id, agent_id::text AS "agentId", type::text AS type, content, confidence, tags FROM ops_agent_memory
    WHERE agent_id = ${agentId}::"AgentId" AND evicted_at IS NULL AND superseded_by IS NULL AND trust = 'trusted'
      AND confidence >= ${minConfidence} AND type::text = ANY(${[...types]}::text[])
    ORDER BY confidence DESC, id LIMIT ${MOST_LIVE}`;
}

export interface AboutQuery {
  readonly subjects: readonly string[];
  readonly types: readonly MemoryType[];
  readonly minConfidence: number;
}

export type About = Restraining & { readonly agentId: AgentId };

/** Live memories about any of these subjects that ask for something; none with words from outside. */
export async function listAbout(db: Db, { subjects, types, minConfidence }: AboutQuery): Promise<readonly About[]> {
  return db.$queryRaw<About[]>`
    SELECT id, agent_id::text AS "agentId", content, polarity::text AS polarity, confidence FROM ops_agent_memory
    WHERE subject = ANY(${[...subjects]}::text[]) AND polarity IS NOT NULL AND evicted_at IS NULL
      AND superseded_by IS NULL AND trust = 'trusted' AND confidence >= ${minConfidence}
      AND type::text = ANY(${[...types]}::text[])
    ORDER BY confidence DESC, id`;
}

/**
 * Puts aside what an agent took from forecasts about everything but these subjects: its reason does not hold any more.
 * Returns how many.
 */
export async function forgetOthers(
  db: Db,
  { source, subjects, at }: { readonly source: string; readonly subjects: readonly string[]; readonly at: Date },
): Promise<number> {
  return db.$executeRaw`
    UPDATE ops_agent_memory SET evicted_at = ${at}, updated_at = now()
    WHERE source_trace_id LIKE ${`${source}%`} AND evicted_at IS NULL AND superseded_by IS NULL
      AND NOT (subject = ANY(${[...subjects]}::text[]))`;
}

export interface NewUse {
  readonly memoryId: string;
  readonly usedFor: string;
  readonly subjectKind: 'proposal' | 'roundtable';
  readonly subjectId: string;
  /** What it changed, beside what would have been without it. */
  readonly changed?: { readonly from: string; readonly to: string };
  readonly at: Date;
}

/** Notes that a memory influenced something; once for the same. */
export async function insertUse(db: Db, use: NewUse): Promise<void> {
  const { memoryId, usedFor, subjectKind, subjectId, changed, at } = use;
  await db.$executeRaw`
    INSERT INTO ops_memory_uses (id, memory_id, used_for, subject_kind, subject_id, changed, used_at)
    VALUES (${newId()}::uuid, ${memoryId}::uuid, ${usedFor}, ${subjectKind}, ${subjectId},
            ${changed ? JSON.stringify(changed) : null}::jsonb, ${at}) ON CONFLICT DO NOTHING`;
}

/** The memory that influenced a proposal, or null. */
export const recalledFor = (proposalId: string): Reading<Recalled | null> =>
  reading(
    Prisma.sql`
      SELECT m.id, m.agent_id::text AS "agentId", m.type::text AS type, m.content, m.confidence, m.tags
      FROM ops_memory_uses u JOIN ops_agent_memory m ON m.id = u.memory_id WHERE u.subject_kind = 'proposal'
        AND u.subject_id = ${proposalId}::text AND u.changed IS NULL LIMIT 1`,
    ([row]: readonly Recalled[]) => row ?? null,
  );

/**
 * Scores the uses of memories for a proposal by what came of it, once, and computes their confidence anew: a memory
 * that made a purchase smaller helped where it did not help to buy. Returns how many.
 */
export async function scoreUses(
  db: Db,
  { proposalId, helped, at }: { readonly proposalId: string; readonly helped: boolean; readonly at: Date },
): Promise<number> {
  const scored = await db.$queryRaw<{ memoryId: string; scored: number; helped: number; prior: number }[]>`
    WITH uses AS (
      UPDATE ops_memory_uses SET scored_at = ${at}, helped = (${helped}::bool = (changed IS NULL))
      WHERE subject_kind = 'proposal' AND subject_id = ${proposalId} AND scored_at IS NULL
      RETURNING memory_id, helped)
    UPDATE ops_agent_memory m SET uses_scored = m.uses_scored + 1, uses_helped = m.uses_helped + uses.helped::int,
      updated_at = now()
    FROM uses WHERE m.id = uses.memory_id
    RETURNING m.id AS "memoryId", m.uses_scored AS scored, m.uses_helped AS helped,
      coalesce((m.evidence ->> 'prior')::float8, m.confidence) AS prior`;
  for (const { memoryId, ...uses } of scored)
    await db.$executeRaw`
      UPDATE ops_agent_memory SET confidence = ${confidenceAfter(uses)}, updated_at = now()
        WHERE id = ${memoryId}::uuid`;
  return scored.length;
}

const proven = Prisma.sql`
  promoted_at IS NULL AND evicted_at IS NULL AND superseded_by IS NULL AND trust = 'trusted'
  AND uses_scored >= ${PROMOTION.scoredUses} AND confidence >= ${PROMOTION.confidence}`;

/** Whether any memory has proven itself and is not kept for good yet. */
export const anyProven = Prisma.sql`EXISTS (SELECT 1 FROM ops_agent_memory WHERE ${proven})`;

/** Keeps memories for good that have proven themselves, at most so many; returns them. */
export async function promoteProven(
  db: Db,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<readonly Recalled[]> {
  return db.$queryRaw<Recalled[]>`
    UPDATE ops_agent_memory SET promoted_at = ${at}, updated_at = now() WHERE id IN (
      SELECT id FROM ops_agent_memory WHERE ${proven} LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, agent_id::text AS "agentId", type::text AS type, content, confidence, tags`;
}

/** Writes a lesson down with the trade that it speaks of, once. */
export async function linkLesson(db: Db, tradeId: string, lesson: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_trade_outcomes SET lessons_learned = array_append(lessons_learned, ${lesson})
    WHERE trade_id = ${tradeId}::uuid AND NOT lessons_learned @> ARRAY[${lesson}]`;
}
