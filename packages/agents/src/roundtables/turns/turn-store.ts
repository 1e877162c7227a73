import { type EventDraft, tellFrom } from '@atc/core/company/events';
import type { AgentId } from '@atc/core/company/roster';
import { type Db, newId, Prisma } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import type { VoteChoice } from '../../minds/index.ts';
import { MAX_ATTEMPTS, type SaidTurn, type TakenTurn, TURN_LEASE_MS } from './turn.ts';

const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${TURN_LEASE_MS / 1000}::float8)`;

/**
 * The compare-and-swap that takes a ready turn, whatever is done in it, and sets its conversation running; null when it
 * is not to be had under this nudge.
 */
export async function takeTurn(
  db: Db,
  { id, nudge }: { readonly id: string; readonly nudge: number },
): Promise<TakenTurn | null> {
  const [row] = await db.$queryRaw<TakenTurn[]>`
    WITH t AS (
      UPDATE ops_roundtable_turns SET state = 'running', attempt = attempt + 1, lease_until = ${lease},
        updated_at = clock_timestamp()
      WHERE id = ${id}::uuid AND nudge = ${nudge} AND state = 'queued' AND agent_id IS NOT NULL
        AND ready_at IS NOT NULL AND not_before <= clock_timestamp()
      RETURNING id, kind, attempt, turn_no, agent_id, roundtable_id
    ), r AS (
      UPDATE ops_roundtable_queue SET status = 'running', updated_at = now() FROM t
        WHERE ops_roundtable_queue.id = t.roundtable_id AND status = 'pending'
    )
    SELECT t.id, t.kind::text AS kind, t.attempt, t.turn_no AS "turnNo", t.agent_id::text AS "agentId",
           t.roundtable_id AS "roundtableId", q.format::text AS format,
           q.topic, q.participants::text[] AS participants, q.turns_planned AS "turnsPlanned", q.temperature,
           q.convened_at AS "convenedAt", q.briefing, q.verdict,
           p.id AS "proposalId", p.status::text AS "proposalStatus", p.instrument_id AS "instrumentId", p.depth,
           coalesce(s.trust = 'untrusted', false) AS outside
    FROM t JOIN ops_roundtable_queue q ON q.id = t.roundtable_id
    LEFT JOIN ops_trading_proposals p ON p.id = q.proposal_id LEFT JOIN ops_signals s ON s.id = p.signal_id`;
  return row ?? null;
}

type Held = Pick<TakenTurn, 'id' | 'attempt' | 'roundtableId'>;

/**
 * Locks the conversation, then says whether this worker still holds the turn: false means that it may change nothing.
 */
export async function holdTurn(db: Db, turn: Held): Promise<boolean> {
  const [row] = await db.$queryRaw<{ held: boolean }[]>`
    WITH r AS (SELECT status FROM ops_roundtable_queue WHERE id = ${turn.roundtableId}::uuid FOR UPDATE)
    SELECT r.status = 'running' AND EXISTS (SELECT 1 FROM ops_roundtable_turns WHERE id = ${turn.id}::uuid
           AND attempt = ${turn.attempt} AND state = 'running') AS held FROM r`;
  return row?.held ?? false;
}

/** Keeps a held turn from lapsing. */
export async function renewTurn(db: Db, { id, attempt }: Pick<Held, 'id' | 'attempt'>): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET lease_until = ${lease} WHERE id = ${id}::uuid AND attempt = ${attempt}
      AND state = 'running'`;
}

/** Writes down why a turn was not said; it goes back to its queue when its lease runs out. */
export async function noteFailure(db: Db, { id, attempt }: Pick<Held, 'id' | 'attempt'>, error: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET last_error = ${error}, updated_at = now() WHERE id = ${id}::uuid
      AND attempt = ${attempt} AND state = 'running'`;
}

/** A vote as it is stored. */
export interface VoteLine {
  readonly agentId: AgentId;
  readonly choice: VoteChoice;
  readonly probability: number;
  readonly reason: string;
  /** Handed in by an agent that has no seat. */
  readonly written: boolean;
}

export interface Words {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly mind: string;
  /** Of a turn that votes: its own vote, and before it those that were handed in; else none. */
  readonly votes: readonly VoteLine[];
  /** What the conversation keeps for those who speak later; null: what it has. */
  readonly briefing: unknown;
  /** Who speaks next where nobody is down for it. */
  readonly next: AgentId | null;
  /** Whether the conversation is over with these words. */
  readonly ends: boolean;
  readonly event: EventDraft;
  /** Company time. */
  readonly at: Date;
}

export interface SavedTurn {
  /** The next turn's, or null after the last. */
  readonly next: Nudge | null;
}

/**
 * Stores and tells what was said and voted and makes the next turn ready, all of it or nothing, in one statement. It
 * waits for who else changes the conversation; null when this worker does not hold the turn any more.
 */
export async function saveTurn(db: Db, turn: SaidTurn, words: Words): Promise<SavedTurn | null> {
  const { text, mind, votes, briefing, next, ends, at } = words;
  const column = <K extends keyof VoteLine>(name: K) => votes.map((vote) => vote[name]);
  const [row] = await db.$queryRaw<{ said: boolean; rowId: string | null; nudge: number | null }[]>`
    WITH r AS (SELECT status FROM ops_roundtable_queue WHERE id = ${turn.roundtableId}::uuid FOR UPDATE),
    said AS (
      UPDATE ops_roundtable_turns SET state = 'done', text = ${text},
             content = ${JSON.stringify(words.content)}::jsonb, mind = ${mind}, said_at = ${at},
             lease_until = NULL, updated_at = now()
      WHERE id = ${turn.id}::uuid AND attempt = ${turn.attempt} AND state = 'running'
        AND EXISTS (SELECT 1 FROM r WHERE r.status = 'running') RETURNING id),
    kept AS (
      UPDATE ops_roundtable_queue q SET last_turn_at = clock_timestamp(), updated_at = now(),
             briefing = coalesce(${briefing && JSON.stringify(briefing)}::jsonb, q.briefing),
             status = CASE WHEN ${ends} THEN 'succeeded'::"RoundtableStatus" ELSE q.status END, ended_at = CASE
             WHEN ${ends} THEN ${at}::timestamptz END
      FROM said WHERE q.id = ${turn.roundtableId}::uuid),
    voted AS (
      INSERT INTO ops_votes (id, proposal_id, roundtable_id, agent_id, vote, probability, reason, written, voted_at)
      SELECT v.id, ${turn.proposalId}::uuid, ${turn.roundtableId}::uuid, v.agent_id::"AgentId", v.vote::"VoteChoice",
             v.probability, v.reason, v.written, ${at}::timestamptz
      FROM said, unnest(${votes.map(() => newId())}::uuid[], ${column('agentId')}::text[], ${column('choice')}::text[],
        ${column('probability')}::float8[], ${column('reason')}::text[], ${column('written')}::boolean[])
        AS v(id, agent_id, vote, probability, reason, written)),
    told AS (${tellFrom(words.event, at, Prisma.sql`said`)}),
    ready AS (
      UPDATE ops_roundtable_turns n SET agent_id = coalesce(n.agent_id, ${next}::"AgentId"),
        ready_at = clock_timestamp(), nudged_at = clock_timestamp(), updated_at = now()
      FROM said WHERE n.roundtable_id = ${turn.roundtableId}::uuid AND n.turn_no = ${turn.turnNo + 1}
        AND n.state = 'queued' RETURNING n.id, n.nudge)
    SELECT EXISTS (SELECT 1 FROM said) AS said, (SELECT id FROM ready) AS "rowId", (SELECT nudge FROM ready) AS nudge`;
  if (!row?.said) return null;
  return { next: row.rowId === null ? null : { rowId: row.rowId, nudge: row.nudge ?? 0 } };
}

/** Gives lapsed turns back to their queue under a new nudge; those that may still be tried. */
export async function returnLapsedTurns(db: Db, limit: number): Promise<readonly Nudge[]> {
  return db.$queryRaw<Nudge[]>`
    UPDATE ops_roundtable_turns SET state = 'queued', nudge = nudge + 1, lease_until = NULL,
      nudged_at = clock_timestamp(), failures = failures + 1, updated_at = now()
    WHERE id IN (SELECT id FROM ops_roundtable_turns
      WHERE state = 'running' AND ready_at IS NOT NULL AND lease_until < clock_timestamp()
        AND attempt < ${MAX_ATTEMPTS} LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id AS "rowId", nudge`;
}

/** Ready turns that nobody was told of for a while, marked as looked at. */
export async function touchForgottenTurns(db: Db, quietMs: number, limit: number): Promise<readonly Nudge[]> {
  return db.$queryRaw<Nudge[]>`
    UPDATE ops_roundtable_turns SET nudged_at = clock_timestamp()
    WHERE id IN (SELECT id FROM ops_roundtable_turns WHERE state = 'queued' AND ready_at IS NOT NULL
                   AND not_before <= clock_timestamp()
                   AND coalesce(nudged_at,
                     ready_at) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8) LIMIT ${limit}
                     FOR UPDATE SKIP LOCKED)
    RETURNING id AS "rowId", nudge`;
}

/** Gives a queued turn a new nudge, because the job of the old one has run; null when it moved meanwhile. */
export async function renudgeTurn(db: Db, { rowId, nudge }: Nudge): Promise<Nudge | null> {
  const [row] = await db.$queryRaw<Nudge[]>`
    UPDATE ops_roundtable_turns SET nudge = nudge + 1 WHERE id = ${rowId}::uuid AND nudge = ${nudge}
      AND state = 'queued' RETURNING id AS "rowId", nudge`;
  return row ?? null;
}
