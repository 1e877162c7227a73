import type { AgentId } from '@atc/core/company/roster';
import { type BaseDb, type Db, newId, Prisma } from '@atc/core/kernel/db';
import { InvariantError } from '@atc/core/kernel/errors';
import type { Nudge } from '@atc/core/kernel/queues';
import type { TalkFormat } from '@atc/core/loop/kinds';
import type { ReviewBriefing, Tainted } from '../../minds/index.ts';
import { TURN_LEASE_MS } from '../turn.ts';
import type { Bond } from './seating.ts';

const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${TURN_LEASE_MS / 1000}::float8)`;

/** Whether a proposal with this natural key exists. */
export async function wasProposed(db: BaseDb, dedupeKey: string): Promise<boolean> {
  return (await db.proposal.findUnique({ where: { dedupeKey }, select: { id: true } })) !== null;
}

/** Agents that are switched off. */
export async function listSwitchedOff(db: BaseDb): Promise<readonly AgentId[]> {
  return (await db.agent.findMany({ where: { enabled: false }, select: { id: true } })).map(({ id }) => id);
}

/** How well every two agents get on. */
export async function listBonds(db: Db): Promise<readonly Bond[]> {
  return db.$queryRaw<Bond[]>`
    SELECT agent_a::text AS "agentA", agent_b::text AS "agentB", affinity FROM ops_agent_relationships`;
}

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

/** Writes a conversation with all of its turns, the first one ready; without a nudge when the step had convened it before. */
export async function insertTalk(db: Db, talk: NewTalk): Promise<{ roundtableId: string; nudge: Nudge | null }> {
  const key = `step:${talk.stepId}`;
  const roundtableId = newId();
  const ids = Array.from({ length: talk.turns }, () => newId());
  const written = await db.$executeRaw`
    WITH r AS (
      INSERT INTO ops_roundtable_queue (id, format, participants, topic, step_id, turns_planned, temperature, natural_key, convened_at, last_turn_at)
      VALUES (${roundtableId}::uuid, ${talk.format}::"RoundtableFormat", ${[...talk.participants]}::"AgentId"[], ${talk.topic}, ${talk.stepId}::uuid,
              ${talk.turns}, ${talk.temperature}, ${key}, ${talk.at}, clock_timestamp()) ON CONFLICT (natural_key) DO NOTHING RETURNING id)
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, ready_at, nudged_at)
    SELECT t.id, r.id, t.turn_no, CASE WHEN t.turn_no = 1 THEN ${talk.first}::"AgentId" END, 'speak',
           CASE WHEN t.turn_no = 1 THEN clock_timestamp() END, CASE WHEN t.turn_no = 1 THEN clock_timestamp() END
    FROM r, unnest(${ids}::uuid[], ${ids.map((_, i) => i + 1)}::int[]) AS t(id, turn_no)`;
  if (written > 0) return { roundtableId, nudge: { rowId: ids[0] ?? '', nudge: 0 } };
  const [known] = await db.$queryRaw<{ id: string }[]>`SELECT id FROM ops_roundtable_queue WHERE natural_key = ${key}`;
  if (!known) throw new InvariantError(`the conversation of step ${talk.stepId} is neither new nor known`);
  return { roundtableId: known.id, nudge: null };
}

/** A turn of a conversation that this worker holds; `attempt` is the fencing token of every write. */
export interface SpokenTurn {
  readonly id: string;
  readonly attempt: number;
  readonly turnNo: number;
  readonly agentId: AgentId;
  readonly roundtableId: string;
  readonly format: TalkFormat;
  readonly topic: string;
  readonly participants: readonly AgentId[];
  readonly turnsPlanned: number;
  readonly temperature: number;
  readonly convenedAt: Date;
  /** Of a debate about a proposal, else null. */
  readonly proposalId: string | null;
  readonly proposalStatus: 'pending' | 'accepted' | 'rejected' | null;
  readonly instrumentId: string | null;
  /** The facts of the proposal as the first speaker had them, or an empty object before that. */
  readonly briefing: unknown;
}

/** The compare-and-swap that takes a ready turn of a conversation; null when it is not to be had under this nudge. */
export async function takeSpokenTurn(
  db: Db,
  { id, nudge }: { readonly id: string; readonly nudge: number },
): Promise<SpokenTurn | null> {
  const [row] = await db.$queryRaw<SpokenTurn[]>`
    WITH t AS (
      UPDATE ops_roundtable_turns SET state = 'running', attempt = attempt + 1, lease_until = ${lease}, updated_at = now()
      WHERE id = ${id}::uuid AND nudge = ${nudge} AND state = 'queued' AND kind = 'speak' AND agent_id IS NOT NULL AND ready_at IS NOT NULL AND not_before <= clock_timestamp()
      RETURNING id, attempt, turn_no, agent_id, roundtable_id
    ), r AS (
      UPDATE ops_roundtable_queue SET status = 'running', updated_at = now() FROM t WHERE ops_roundtable_queue.id = t.roundtable_id AND status = 'pending'
    )
    SELECT t.id, t.attempt, t.turn_no AS "turnNo", t.agent_id::text AS "agentId", t.roundtable_id AS "roundtableId", q.format::text AS format, q.topic,
           q.participants::text[] AS participants, q.turns_planned AS "turnsPlanned", q.temperature, q.convened_at AS "convenedAt", q.briefing,
           p.id AS "proposalId", p.status::text AS "proposalStatus", p.instrument_id AS "instrumentId"
    FROM t JOIN ops_roundtable_queue q ON q.id = t.roundtable_id LEFT JOIN ops_trading_proposals p ON p.id = q.proposal_id`;
  return row ?? null;
}

export interface Words {
  readonly text: string;
  readonly stance: 'agrees' | 'doubts' | null;
  readonly trust: Tainted | undefined;
  readonly mind: string;
  readonly next: AgentId | null;
  /** The facts of the proposal that is debated, kept for those who speak later; else null. */
  readonly proposal: ReviewBriefing | null;
  /** Company time. */
  readonly at: Date;
}

/** Stores what was said and makes the next speaker's turn ready, in one statement; its nudge, or null after the last. Call after `holdTurn`. */
export async function saveWords(
  db: Db,
  turn: SpokenTurn,
  { text, stance, trust, mind, next, proposal, at }: Words,
): Promise<Nudge | null> {
  const [row] = await db.$queryRaw<Nudge[]>`
    WITH said AS (
      UPDATE ops_roundtable_turns SET state = 'done', text = ${text}, content = ${JSON.stringify({ stance, trust })}::jsonb, mind = ${mind}, said_at = ${at}, lease_until = NULL, updated_at = now()
      WHERE id = ${turn.id}::uuid),
    kept AS (
      UPDATE ops_roundtable_queue SET last_turn_at = clock_timestamp(), updated_at = now(), briefing = coalesce(${proposal && JSON.stringify(proposal)}::jsonb, briefing),
             status = CASE WHEN ${turn.turnNo} >= turns_planned THEN 'succeeded'::"RoundtableStatus" ELSE status END,
             ended_at = CASE WHEN ${turn.turnNo} >= turns_planned THEN ${at}::timestamptz END
      WHERE id = ${turn.roundtableId}::uuid)
    UPDATE ops_roundtable_turns SET agent_id = coalesce(agent_id, ${next}::"AgentId"), ready_at = clock_timestamp(), nudged_at = clock_timestamp(), updated_at = now()
    WHERE roundtable_id = ${turn.roundtableId}::uuid AND turn_no = ${turn.turnNo + 1} AND state = 'queued' RETURNING id AS "rowId", nudge`;
  return row ?? null;
}
