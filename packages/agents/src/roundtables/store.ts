import type { AgentId } from '@atc/core/company/roster';
import { type Db, newId, Prisma } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import { z } from 'zod';
import type { ReviewBriefing, ReviewOpinion, Tainted } from '../minds/index.ts';
import type { Calibration } from './calibration.ts';
import { type ClaimedTurn, MAX_ATTEMPTS, STALE_MS, TURN_LEASE_MS } from './turn.ts';
import type { CastVote, Verdict } from './verdict.ts';

const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${TURN_LEASE_MS / 1000}::float8)`;

/** The compare-and-swap that takes a ready turn of a review and sets its conversation running; null when it is not to be had under this nudge. */
export async function takeTurn(
  db: Db,
  { id, nudge }: { readonly id: string; readonly nudge: number },
): Promise<ClaimedTurn | null> {
  const [row] = await db.$queryRaw<ClaimedTurn[]>`
    WITH t AS (
      UPDATE ops_roundtable_turns SET state = 'running', attempt = attempt + 1, lease_until = ${lease}, updated_at = now()
      WHERE id = ${id}::uuid AND nudge = ${nudge} AND state = 'queued' AND kind = 'vote' AND ready_at IS NOT NULL AND not_before <= clock_timestamp()
      RETURNING id, attempt, turn_no, agent_id, roundtable_id
    ), r AS (
      UPDATE ops_roundtable_queue SET status = 'running', updated_at = now() FROM t WHERE ops_roundtable_queue.id = t.roundtable_id AND status = 'pending'
    )
    SELECT t.id, t.attempt, t.turn_no AS "turnNo", t.agent_id::text AS "agentId", t.roundtable_id AS "roundtableId", q.format::text AS format, q.topic, q.briefing,
           p.id AS "proposalId", p.status::text AS "proposalStatus", p.instrument_id AS "instrumentId", p.depth
    FROM t JOIN ops_roundtable_queue q ON q.id = t.roundtable_id JOIN ops_trading_proposals p ON p.id = q.proposal_id`;
  return row ?? null;
}

/** Locks the conversation, then says whether this worker still holds the turn: false means that it may change nothing. */
export async function holdTurn(db: Db, turn: Pick<ClaimedTurn, 'id' | 'attempt' | 'roundtableId'>): Promise<boolean> {
  const [row] = await db.$queryRaw<{ held: boolean }[]>`
    WITH r AS (SELECT status FROM ops_roundtable_queue WHERE id = ${turn.roundtableId}::uuid FOR UPDATE)
    SELECT r.status = 'running' AND EXISTS (SELECT 1 FROM ops_roundtable_turns WHERE id = ${turn.id}::uuid AND attempt = ${turn.attempt} AND state = 'running') AS held FROM r`;
  return row?.held ?? false;
}

type Held = Pick<ClaimedTurn, 'id' | 'attempt'>;

/** Keeps a held turn from lapsing. */
export async function renewTurn(db: Db, { id, attempt }: Held): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET lease_until = ${lease} WHERE id = ${id}::uuid AND attempt = ${attempt} AND state = 'running'`;
}

/** Writes down why a turn was not said; it goes back to its queue when its lease runs out. */
export async function noteFailure(db: Db, { id, attempt }: Held, error: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET last_error = ${error}, updated_at = now() WHERE id = ${id}::uuid AND attempt = ${attempt} AND state = 'running'`;
}

export interface SaidTurn {
  readonly opinion: ReviewOpinion;
  readonly briefing: ReviewBriefing;
  readonly mind: string;
  /** Company time. */
  readonly at: Date;
}

/** Stores what was said and voted and makes the next turn ready, in one statement; its nudge, or null after the last. Call after `holdTurn`. */
export async function saveTurn(
  db: Db,
  turn: ClaimedTurn,
  { opinion, briefing, mind, at }: SaidTurn,
): Promise<Nudge | null> {
  const content = {
    vote: opinion.vote,
    probability: opinion.probability,
    reason: opinion.reason,
    heard: briefing.heard,
    trust: opinion.trust,
  };
  const [row] = await db.$queryRaw<{ id: string; nudge: number }[]>`
    WITH said AS (
      UPDATE ops_roundtable_turns SET state = 'done', text = ${opinion.text}, content = ${JSON.stringify(content)}::jsonb, mind = ${mind}, said_at = ${at},
             lease_until = NULL, updated_at = now() WHERE id = ${turn.id}::uuid),
    kept AS (
      UPDATE ops_roundtable_queue SET last_turn_at = clock_timestamp(), updated_at = now(), briefing = ${JSON.stringify({ ...briefing, heard: [], said: undefined })}::jsonb
      WHERE id = ${turn.roundtableId}::uuid),
    voted AS (
      INSERT INTO ops_votes (id, proposal_id, roundtable_id, agent_id, vote, probability, reason, voted_at)
      VALUES (${newId()}::uuid, ${turn.proposalId}::uuid, ${turn.roundtableId}::uuid, ${turn.agentId}::"AgentId", ${opinion.vote}::"VoteChoice",
              ${opinion.probability}, ${opinion.reason}, ${at}))
    UPDATE ops_roundtable_turns SET ready_at = clock_timestamp(), nudged_at = clock_timestamp(), updated_at = now()
    WHERE roundtable_id = ${turn.roundtableId}::uuid AND turn_no = ${turn.turnNo + 1} AND state = 'queued' RETURNING id, nudge`;
  return row ? { rowId: row.id, nudge: row.nudge } : null;
}

/** The votes of a conversation in the order they were cast. */
export async function listVotes(db: Db, roundtableId: string): Promise<readonly CastVote[]> {
  return db.$queryRaw<CastVote[]>`
    SELECT agent_id::text AS "agentId", vote::text AS vote, probability, reason FROM ops_votes
    WHERE roundtable_id = ${roundtableId}::uuid ORDER BY voted_at, id`;
}

/** How well each agent's votes held against how the trades ended. */
export async function listCalibrations(db: Db): Promise<readonly Calibration[]> {
  return db.$queryRaw<Calibration[]>`
    SELECT agent_id::text AS "agentId", count(brier)::int AS votes, avg(brier)::float8 AS brier FROM ops_votes GROUP BY agent_id`;
}

export interface Ending {
  readonly verdict: Readonly<Partial<Verdict> & { readonly outcome: string }>;
  readonly at: Date;
}

/** Ends a conversation whose turns are said, or whose subject was decided meanwhile: turns still open are not said any more. */
export async function endRoundtable(db: Db, roundtableId: string, { verdict, at }: Ending): Promise<void> {
  await db.$executeRaw`
    WITH r AS (UPDATE ops_roundtable_queue SET status = 'succeeded', verdict = ${JSON.stringify(verdict)}::jsonb, ended_at = ${at}, updated_at = now() WHERE id = ${roundtableId}::uuid)
    UPDATE ops_roundtable_turns SET state = 'failed', lease_until = NULL, last_error = 'not said: the proposal was decided before', updated_at = now()
    WHERE roundtable_id = ${roundtableId}::uuid AND state IN ('queued', 'running')`;
}

export interface Failing extends DoomedRoundtable {
  readonly at: Date;
}

export interface FailedRoundtable {
  readonly format: string;
  readonly proposalId: string | null;
}

/** The compare-and-swap that fails a conversation under way; null when it had ended. */
export async function failRoundtable(
  db: Db,
  { id: roundtableId, failure, at }: Failing,
): Promise<FailedRoundtable | null> {
  const [row] = await db.$queryRaw<FailedRoundtable[]>`
    UPDATE ops_roundtable_queue SET status = 'failed', failure = ${failure}, ended_at = ${at}, updated_at = now()
    WHERE id = ${roundtableId}::uuid AND status IN ('pending', 'running') RETURNING format::text AS format, proposal_id AS "proposalId"`;
  if (!row) return null;
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET state = 'failed', lease_until = NULL, last_error = coalesce(last_error, ${failure}), updated_at = now()
    WHERE roundtable_id = ${roundtableId}::uuid AND state IN ('queued', 'running')`;
  return row;
}

export interface DoomedRoundtable {
  readonly id: string;
  readonly failure: string;
}

/** Conversations that cannot go on: no turn for a quarter of an hour of machine time, or a turn whose worker died again and again. */
export async function listDoomed(db: Db, limit: number): Promise<readonly DoomedRoundtable[]> {
  return db.$queryRaw<DoomedRoundtable[]>`
    SELECT q.id, 'no turn for 15 minutes' AS failure FROM ops_roundtable_queue q
    WHERE q.status IN ('pending', 'running') AND coalesce(q.last_turn_at, q.created_at) < clock_timestamp() - make_interval(secs => ${STALE_MS / 1000}::float8)
    UNION
    SELECT q.id, 'a turn failed again and again' FROM ops_roundtable_turns t JOIN ops_roundtable_queue q ON q.id = t.roundtable_id
    WHERE t.state = 'running' AND t.lease_until < clock_timestamp() AND t.attempt >= ${MAX_ATTEMPTS} AND q.status IN ('pending', 'running')
    LIMIT ${limit}`;
}

/** Gives lapsed turns back to their queue under a new nudge; those that may still be tried. */
export async function returnLapsedTurns(db: Db, limit: number): Promise<readonly Nudge[]> {
  return db.$queryRaw<Nudge[]>`
    UPDATE ops_roundtable_turns SET state = 'queued', nudge = nudge + 1, lease_until = NULL, nudged_at = clock_timestamp(), failures = failures + 1, updated_at = now()
    WHERE id IN (SELECT id FROM ops_roundtable_turns WHERE state = 'running' AND lease_until < clock_timestamp() AND attempt < ${MAX_ATTEMPTS} LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id AS "rowId", nudge`;
}

/** Ready turns that nobody was told of for a while, marked as looked at. */
export async function touchForgottenTurns(db: Db, quietMs: number, limit: number): Promise<readonly Nudge[]> {
  return db.$queryRaw<Nudge[]>`
    UPDATE ops_roundtable_turns SET nudged_at = clock_timestamp()
    WHERE id IN (SELECT id FROM ops_roundtable_turns WHERE state = 'queued' AND ready_at IS NOT NULL AND not_before <= clock_timestamp()
                   AND coalesce(nudged_at, ready_at) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8) LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id AS "rowId", nudge`;
}

/** Gives a queued turn a new nudge, because the job of the old one has run; null when it moved meanwhile. */
export async function renudgeTurn(db: Db, { rowId, nudge }: Nudge): Promise<Nudge | null> {
  const [row] = await db.$queryRaw<Nudge[]>`
    UPDATE ops_roundtable_turns SET nudge = nudge + 1 WHERE id = ${rowId}::uuid AND nudge = ${nudge} AND state = 'queued' RETURNING id AS "rowId", nudge`;
  return row ?? null;
}

export interface Said {
  readonly agentId: AgentId;
  readonly text: string;
  readonly trust?: Tainted;
}

const marked = z.object({ trust: z.literal('untrusted') });

/** What was said in a conversation so far, in order. */
export async function listWords(db: Db, roundtableId: string): Promise<Said[]> {
  const rows = await db.$queryRaw<(Said & { content: unknown })[]>`
    SELECT agent_id::text AS "agentId", text, content FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND agent_id IS NOT NULL AND text <> '' ORDER BY turn_no`;
  return rows.map(({ agentId, text, content }) => ({ agentId, text, ...marked.safeParse(content).data }));
}
