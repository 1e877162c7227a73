import type { AgentId } from '@atc/core/company/roster';
import { type Db, newId, Prisma, type Reading, reading } from '@atc/core/kernel/db';
import { type Grown, type MemoryCounts, type Modifier, modifiers } from './modifier.ts';

const ENOUGH_TO_TELL = 4;

export interface GrowingAgent {
  readonly agentId: AgentId;
  readonly voice: readonly Modifier[];
  readonly counts: MemoryCounts;
}

const growing = (since: Date) => Prisma.sql`
  SELECT a.id::text AS "agentId", a.modifiers AS voice, m.lessons, m.strategies, m.patterns
  FROM ops_agents a CROSS JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE type = 'lesson'))::int AS lessons,
           (count(*) FILTER (WHERE type = 'strategy'))::int AS strategies,
           (count(*) FILTER (WHERE type = 'pattern'))::int AS patterns
    FROM ops_agent_memory WHERE agent_id = a.id AND evicted_at IS NULL AND superseded_by IS NULL
      AND trust = 'trusted') m
  WHERE a.enabled AND NOT EXISTS (SELECT 1 FROM ops_voice_history h WHERE h.agent_id = a.id
    AND h.changed_at > ${since}) ORDER BY a.id`;

const tellingTokens = Prisma.sql`
  SELECT a.id::text AS "agentId", m.symbol, m.count
  FROM ops_agents a CROSS JOIN LATERAL (
    SELECT t.tag AS symbol, count(*)::int AS count FROM ops_agent_memory, unnest(tags) AS t(tag)
    WHERE agent_id = a.id AND evicted_at IS NULL AND superseded_by IS NULL AND trust = 'trusted' GROUP BY t.tag
      HAVING count(*) >= ${ENOUGH_TO_TELL}) m
  WHERE a.enabled AND EXISTS (SELECT 1 FROM ops_instruments i WHERE i.symbol = m.symbol) ORDER BY m.count DESC,
    m.symbol, a.id`;

/** Everything that decides about the voices of those who did not change since then, as one short text. */
const groundOfVoices = (since: Date) => Prisma.sql`
  md5(coalesce((SELECT json_agg(g) FROM (${growing(since)}) g)::text, '')
    || coalesce((SELECT json_agg(t) FROM (${tellingTokens}) t)::text, ''))`;

/**
 * Which memories are alive, whose voice may change, and how many tokens there are: while that is the same, so is the
 * ground. What a memory says never changes, so this need not read it.
 */
const aliveSince = (since: Date) => Prisma.sql`
  (SELECT md5(coalesce(json_agg(g)::text, '') || (SELECT count(*) FROM ops_instruments)) FROM (
    SELECT a.id, a.modifiers, m.count, m.mix FROM ops_agents a CROSS JOIN LATERAL (
      SELECT count(*), bit_xor(uuid_hash(id)) AS mix FROM ops_agent_memory
      WHERE agent_id = a.id AND evicted_at IS NULL AND superseded_by IS NULL AND trust = 'trusted') m
    WHERE a.enabled AND NOT EXISTS (SELECT 1 FROM ops_voice_history h WHERE h.agent_id = a.id
      AND h.changed_at > ${since}) ORDER BY a.id) g)`;

/** What is known of the voices: nothing is null. */
export interface KnownVoices {
  readonly alive: string | null;
  readonly voices: string | null;
}

/** One row of what there is to know of the voices of those who did not change since; what is known is not asked. */
export const knowVoices = (since: Date, { alive, voices }: KnownVoices) => Prisma.sql`
  SELECT a.alive, CASE WHEN a.alive = ${alive}::text THEN ${voices}::text ELSE ${groundOfVoices(since)} END AS voices
  FROM (SELECT ${aliveSince(since)} AS alive OFFSET 0) a`;

/** Agents whose voice did not change since then, with what they remember; what came from outside does not count. */
export async function listGrowing(db: Db, since: Date): Promise<readonly GrowingAgent[]> {
  const rows = await db.$queryRaw<
    { agentId: AgentId; voice: unknown; lessons: number; strategies: number; patterns: number }[]
  >`${growing(since)}`;
  const tokens = await db.$queryRaw<{ agentId: AgentId; symbol: string; count: number }[]>`${tellingTokens}`;
  return rows.map(({ agentId, voice, ...counts }) => ({
    agentId,
    voice: modifiers.parse(voice),
    counts: { ...counts, tokens: tokens.filter((each) => each.agentId === agentId) },
  }));
}

export interface VoiceChange {
  readonly agentId: AgentId;
  readonly grown: readonly Grown[];
  /** Company time. */
  readonly at: Date;
}

/** Gives an agent another voice and keeps what it was made of. */
export async function saveVoice(db: Db, { agentId, grown, at }: VoiceChange): Promise<void> {
  const voice = JSON.stringify(grown.map(({ modifier }) => modifier));
  const causes = grown.map(({ modifier, count, needed }) => ({ ...modifier, memories: count, needed }));
  await db.$executeRaw`
    WITH a AS (UPDATE ops_agents SET modifiers = ${voice}::jsonb, updated_at = now() WHERE id = ${agentId}::"AgentId")
    INSERT INTO ops_voice_history (id, agent_id, modifiers, causes, changed_at)
    VALUES (${newId()}::uuid, ${agentId}::"AgentId", ${voice}::jsonb, ${JSON.stringify(causes)}::jsonb, ${at})`;
}

/** What experience did to an agent's voice so far. */
export function voiceOf(agentId: AgentId): Reading<Modifier[]> {
  return reading(
    Prisma.sql`SELECT modifiers FROM ops_agents WHERE id = ${agentId}::"AgentId"`,
    ([row]: readonly { modifiers: unknown }[]) => modifiers.parse(row?.modifiers ?? []),
  );
}
