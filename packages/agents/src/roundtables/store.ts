import type { AgentId } from '@atc/core/company/roster';
import { type Db, Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import { z } from 'zod';
import type { Tainted } from '../minds/index.ts';
import type { Calibration } from './calibration.ts';
import { MAX_ATTEMPTS, STALE_MS } from './turns/index.ts';
import type { CastVote, Verdict } from './verdict.ts';

/** The votes of a conversation in the order they were cast. */
export function votesOf(roundtableId: string): Reading<readonly CastVote[]> {
  return rowsOf(Prisma.sql`
    SELECT agent_id::text AS "agentId", vote::text AS vote, probability, reason, written FROM ops_votes
    WHERE roundtable_id = ${roundtableId}::uuid ORDER BY voted_at, id`);
}

/** Agents that are switched off. */
export const agentsOff: Reading<readonly AgentId[]> = reading(
  Prisma.sql`SELECT id::text AS id FROM ops_agents WHERE NOT enabled ORDER BY ops_agents.id`,
  (rows: readonly { readonly id: AgentId }[]) => rows.map(({ id }) => id),
);

/** How well each agent's votes held against how the trades ended. Numeric: floats sum differently in another order. */
export const calibrationsNow = rowsOf<Calibration>(Prisma.sql`
  SELECT agent_id::text AS "agentId", count(brier)::int AS votes, avg(brier::numeric)::float8 AS brier FROM ops_votes
         GROUP BY agent_id`);

export interface Ending {
  readonly verdict: Readonly<Partial<Verdict> & { readonly outcome: string }>;
  readonly at: Date;
}

/**
 * Ends a conversation whose turns are said, or whose subject was decided meanwhile: turns still open are not said any
 * more.
 */
export async function endRoundtable(db: Db, roundtableId: string, { verdict, at }: Ending): Promise<void> {
  await db.$executeRaw`
    WITH r AS (UPDATE ops_roundtable_queue SET status = 'succeeded', verdict = ${JSON.stringify(verdict)}::jsonb,
      ended_at = ${at}, updated_at = now() WHERE id = ${roundtableId}::uuid)
    UPDATE ops_roundtable_turns SET state = 'failed', lease_until = NULL,
      last_error = 'not said: the proposal was decided before', updated_at = now()
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
    WHERE id = ${roundtableId}::uuid AND status IN ('pending', 'running') RETURNING format::text AS format,
      proposal_id AS "proposalId"`;
  if (!row) return null;
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET state = 'failed', lease_until = NULL,
      last_error = coalesce(last_error, ${failure}), updated_at = now()
    WHERE roundtable_id = ${roundtableId}::uuid AND state IN ('queued', 'running')`;
  return row;
}

export interface DoomedRoundtable {
  readonly id: string;
  readonly failure: string;
}

const doomed = Prisma.sql`
  SELECT q.id, 'no turn for 15 minutes' AS failure FROM ops_roundtable_queue q
  WHERE q.status IN ('pending', 'running')
    AND coalesce(q.last_turn_at, q.created_at) < clock_timestamp() - make_interval(secs => ${STALE_MS / 1000}::float8)
  UNION
  SELECT q.id, 'a turn failed again and again' FROM ops_roundtable_turns t
         JOIN ops_roundtable_queue q ON q.id = t.roundtable_id
  WHERE t.state = 'running' AND t.ready_at IS NOT NULL AND t.lease_until < clock_timestamp()
    AND t.attempt >= ${MAX_ATTEMPTS} AND q.status IN ('pending', 'running')`;

/** Whether any conversation cannot go on. */
export const anyDoomed = Prisma.sql`EXISTS (${doomed})`;

/**
 * Conversations that cannot go on: no turn for a quarter of an hour of machine time, or a turn whose worker died again
 * and again.
 */
export async function listDoomed(db: Db, limit: number): Promise<readonly DoomedRoundtable[]> {
  return db.$queryRaw<DoomedRoundtable[]>`${doomed} LIMIT ${limit}`;
}

export interface Said {
  readonly agentId: AgentId;
  readonly text: string;
  readonly trust?: Tainted;
}

const marked = z.object({ trust: z.literal('untrusted') });

/** What was said in a conversation so far, in order. */
export function wordsOf(roundtableId: string): Reading<Said[]> {
  const spoken = Prisma.sql`
    SELECT agent_id::text AS "agentId", text, content FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND agent_id IS NOT NULL AND text <> ''
      ORDER BY turn_no`;
  return reading(spoken, (rows: readonly (Said & { content: unknown })[]) =>
    rows.map(({ agentId, text, content }) => ({ agentId, text, ...marked.safeParse(content).data })),
  );
}
