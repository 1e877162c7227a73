import type { AgentId } from '@atc/core/company/roster';
import { type BaseDb, type Db, newId, Prisma, rowsOf } from '@atc/core/kernel/db';
import { InvariantError } from '@atc/core/kernel/errors';
import type { Nudge } from '@atc/core/kernel/queues';
import type { TalkFormat } from '@atc/core/loop/kinds';
import type { Bond } from './seating.ts';

/** Whether a proposal with this natural key exists. */
export async function wasProposed(db: BaseDb, dedupeKey: string): Promise<boolean> {
  return (await db.proposal.findUnique({ where: { dedupeKey }, select: { id: true } })) !== null;
}

/** Agents that are switched off. */
export async function listSwitchedOff(db: BaseDb): Promise<readonly AgentId[]> {
  return (await db.agent.findMany({ where: { enabled: false }, select: { id: true } })).map(({ id }) => id);
}

/** How well every two agents get on. */
export const bondsNow = rowsOf<Bond>(
  Prisma.sql`SELECT agent_a::text AS "agentA", agent_b::text AS "agentB", affinity FROM ops_agent_relationships`,
);

export interface NewTalk {
  readonly stepId: string;
  readonly format: TalkFormat;
  readonly topic: string;
  readonly participants: readonly AgentId[];
  readonly turns: number;
  readonly first: AgentId;
  readonly temperature: number;
  /** Company time. */
  readonly at: Date;
}

/**
 * Writes a conversation with all of its turns, the first one ready; without a nudge when the step had convened it
 * before.
 */
export async function insertTalk(db: Db, talk: NewTalk): Promise<{ roundtableId: string; nudge: Nudge | null }> {
  const key = `step:${talk.stepId}`;
  const roundtableId = newId();
  const ids = Array.from({ length: talk.turns }, () => newId());
  const written = await db.$executeRaw`
    WITH r AS (
      INSERT INTO ops_roundtable_queue (id, format, participants, topic, step_id, turns_planned, temperature,
        natural_key, convened_at, last_turn_at)
      VALUES (${roundtableId}::uuid, ${talk.format}::"RoundtableFormat", ${[...talk.participants]}::"AgentId"[],
              ${talk.topic}, ${talk.stepId}::uuid,
              ${talk.turns}, ${talk.temperature}, ${key}, ${talk.at}, clock_timestamp()) ON CONFLICT (natural_key)
              DO NOTHING RETURNING id)
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, ready_at, nudged_at)
    SELECT t.id, r.id, t.turn_no, CASE WHEN t.turn_no = 1 THEN ${talk.first}::"AgentId" END, 'speak',
           CASE WHEN t.turn_no = 1 THEN clock_timestamp() END, CASE WHEN t.turn_no = 1 THEN clock_timestamp() END
    FROM r, unnest(${ids}::uuid[], ${ids.map((_, i) => i + 1)}::int[]) AS t(id, turn_no)`;
  if (written > 0) return { roundtableId, nudge: { rowId: ids[0] ?? '', nudge: 0 } };
  const [known] = await db.$queryRaw<{ id: string }[]>`SELECT id FROM ops_roundtable_queue WHERE natural_key = ${key}`;
  if (!known) throw new InvariantError(`the conversation of step ${talk.stepId} is neither new nor known`);
  return { roundtableId: known.id, nudge: null };
}
