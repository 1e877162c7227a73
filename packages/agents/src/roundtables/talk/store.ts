import type { AgentId } from '@atc/core/company/roster';
import { HELD } from '@atc/core/desk/states';
import { type BaseDb, type Db, newId, Prisma, rowsOf } from '@atc/core/kernel/db';
import { InvariantError } from '@atc/core/kernel/errors';
import type { Nudge } from '@atc/core/kernel/queues';
import type { TalkFormat } from '@atc/core/loop/kinds';
import type { DueTalk } from './due.ts';
import type { Bond } from './seating.ts';

/** Whether a proposal with this natural key exists. */
export async function wasProposed(db: BaseDb, dedupeKey: string): Promise<boolean> {
  return (await db.proposal.findUnique({ where: { dedupeKey }, select: { id: true } })) !== null;
}

/** Whether one of these conversations was not proposed yet, and has what it needs. */
export const anyDueTalk = (talks: readonly Pick<DueTalk, 'key' | 'needsPositions'>[]) => Prisma.sql`
  EXISTS (SELECT 1 FROM unnest(${talks.map(({ key }) => key)}::text[],
      ${talks.map(({ needsPositions }) => needsPositions)}::boolean[]) AS t(key, needs_positions)
    WHERE NOT EXISTS (SELECT 1 FROM ops_trading_proposals p WHERE p.dedupe_key = t.key)
      AND (NOT t.needs_positions OR EXISTS (SELECT 1 FROM ops_positions WHERE status IN ${HELD})))`;

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
