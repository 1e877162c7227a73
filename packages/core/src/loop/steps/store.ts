import { HELD } from '../../desk/states/index.ts';
import { type BaseDb, type Db, Prisma } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';
import { breakerKey } from '../breakers/index.ts';
import type { StepKind } from '../kinds/index.ts';
import { LEASE_MS } from './retry.ts';
import type { ClaimedStep } from './step.ts';

const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${LEASE_MS / 1000}::float8)`;

export interface ClaimTry {
  readonly id: string;
  readonly nudge: number;
  readonly worker: string;
  readonly at: Date;
  /** Claims although the breaker is not closed: the probe, and kinds whose breaker never opens. */
  readonly pastBreaker: boolean;
}

/**
 * The compare-and-swap that takes a ready step, sets its mission running and returns it; null when the row is not to be
 * had under this nudge or its breaker is not closed. A hot path: one statement, hence raw SQL.
 */
export async function takeStep(db: Db, { id, nudge, worker, at, pastBreaker }: ClaimTry): Promise<ClaimedStep | null> {
  const [row] = await db.$queryRaw<ClaimedStep[]>`
    WITH s AS (
      UPDATE ops_mission_steps SET status = 'running', attempt = attempt + 1, lease_until = ${lease}, renewals = 0,
             worker = ${worker},
             started_at = coalesce(started_at, ${at}), updated_at = now()
      WHERE id = ${id}::uuid AND nudge = ${nudge} AND status = 'queued' AND ready_at IS NOT NULL
        AND not_before <= clock_timestamp()
        AND (${pastBreaker} OR NOT EXISTS (SELECT 1 FROM ops_circuit_breakers b
             WHERE b.state <> 'closed' AND b.step_kind = ops_mission_steps.kind
               AND b.key IN (ops_mission_steps.kind || ':' || ops_mission_steps.venue,
               ops_mission_steps.kind || ':company')))
      RETURNING id, mission_id, seq, kind, venue, payload, attempt, failures
    ), m AS (
      UPDATE ops_missions SET status = 'running', updated_at = now() FROM s WHERE ops_missions.id = s.mission_id
        AND ops_missions.status = 'approved'
    )
    SELECT s.id, s.mission_id AS "missionId", s.seq, s.kind::text AS kind, s.venue::text AS venue, s.payload,
           s.attempt, s.failures,
           x.proposal_id AS "proposalId", x.mission_type::text AS "missionType", p.depth,
           jsonb_build_object('kind', p.origin_kind, 'id', p.origin_id) AS origin
    FROM s JOIN ops_missions x ON x.id = s.mission_id JOIN ops_trading_proposals p ON p.id = x.proposal_id`;
  return row ?? null;
}

export interface StepHead {
  readonly kind: StepKind;
  readonly venue: string;
  readonly status: string;
  readonly nudge: number;
}

/** Kind, venue, status and nudge of a step, or null. */
export async function findStepHead(db: BaseDb, id: string): Promise<StepHead | null> {
  return db.step.findUnique({ where: { id }, select: { kind: true, venue: true, status: true, nudge: true } });
}

/** Prolongs the claims that still carry their attempt; returns the ids that are still held. */
export async function renewLeases(
  db: Db,
  held: readonly { readonly id: string; readonly attempt: number }[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE ops_mission_steps s SET lease_until = ${lease}, renewals = renewals + 1
      FROM unnest(${held.map((step) => step.id)}::uuid[], ${held.map((step) => step.attempt)}::int[]) AS h(id, attempt)
    WHERE s.id = h.id AND s.attempt = h.attempt AND s.status = 'running' RETURNING s.id`;
  return new Set(rows.map((row) => row.id));
}

type Held = Pick<ClaimedStep, 'id' | 'attempt' | 'missionId'>;

/** Locks the mission, then says whether this worker still holds the step: false means that it may change nothing. */
export async function holdStep(db: Db, step: Held): Promise<boolean> {
  const rows = await db.$queryRaw<{ held: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM ops_mission_steps WHERE id = ${step.id}::uuid AND attempt = ${step.attempt}
           AND status = 'running') AS held
    FROM ops_missions WHERE id = ${step.missionId}::uuid FOR UPDATE`;
  return rows[0]?.held ?? false;
}

/** Whether this worker still holds the step; keeps it so until the transaction ends. */
export async function stepIsHeld(db: Db, step: Pick<ClaimedStep, 'id' | 'attempt'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_mission_steps WHERE id = ${step.id}::uuid AND attempt = ${step.attempt}
           AND status = 'running' FOR SHARE`;
  return rows.length === 1;
}

export interface Success {
  readonly result: unknown;
  /** Company time. */
  readonly at: Date;
}

export interface Finished {
  /** The next step, now ready. */
  readonly next: (Nudge & { readonly kind: StepKind }) | null;
  /** Whether the mission succeeded with it: every other step had. */
  readonly ended: boolean;
}

/**
 * Locks the mission, marks the step succeeded, ends its breaker's row of failures, makes the next one ready and, where
 * all others have succeeded, the mission too, in one statement. Null, and nothing is changed, when this worker does not
 * hold the step any more.
 */
export async function succeedStep(
  db: Db,
  step: Held & Pick<ClaimedStep, 'seq' | 'kind' | 'venue'>,
  { result, at }: Success,
): Promise<Finished | null> {
  const [row] = await db.$queryRaw<{ id: string | null; nudge: number; kind: StepKind; ended: boolean }[]>`
    WITH m AS (SELECT id FROM ops_missions WHERE id = ${step.missionId}::uuid FOR UPDATE),
    done AS (
      UPDATE ops_mission_steps SET status = 'succeeded', result = ${JSON.stringify(result)}::jsonb,
        finished_at = ${at}, lease_until = NULL, updated_at = now()
      WHERE id = ${step.id}::uuid AND attempt = ${step.attempt} AND status = 'running' AND EXISTS (SELECT 1 FROM m)
        RETURNING id, mission_id, seq),
    calm AS (UPDATE ops_circuit_breakers b SET failures = 0 FROM done
      WHERE b.key = ${breakerKey(step.kind, step.venue)} AND b.state = 'closed' AND b.failures > 0),
    next AS (
      UPDATE ops_mission_steps n SET ready_at = clock_timestamp(), nudged_at = clock_timestamp(), updated_at = now()
      FROM done WHERE n.mission_id = done.mission_id AND n.seq = done.seq + 1 AND n.status = 'queued'
        RETURNING n.id, n.nudge, n.kind::text AS kind),
    ended AS (
      UPDATE ops_missions e SET status = 'succeeded', ended_at = ${at}, updated_at = now() FROM done
      WHERE e.id = done.mission_id
        AND NOT EXISTS (SELECT 1 FROM ops_mission_steps o WHERE o.mission_id = done.mission_id AND o.id <> done.id
        AND o.status <> 'succeeded')
      RETURNING 1)
    SELECT next.id, next.nudge, next.kind, EXISTS (SELECT 1 FROM ended) AS ended FROM done LEFT JOIN next ON true`;
  if (!row) return null;
  return { next: row.id === null ? null : { rowId: row.id, nudge: row.nudge, kind: row.kind }, ended: row.ended };
}

export interface StepFailure {
  readonly reason: string;
  readonly deadLetter: boolean;
  readonly at: Date;
}

/** Marks a step failed and every later step of its mission failed as `skipped`. Call after the mission is locked. */
export async function failStep(
  db: Db,
  step: Pick<ClaimedStep, 'id' | 'missionId' | 'seq'>,
  { reason, deadLetter, at }: StepFailure,
): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_mission_steps SET status = 'failed', lease_until = NULL, finished_at = ${at}, updated_at = now(),
           reason = CASE WHEN id = ${step.id}::uuid THEN ${reason} ELSE 'skipped' END,
           dead_letter = (id = ${step.id}::uuid AND ${deadLetter})
    WHERE mission_id = ${step.missionId}::uuid
      AND (id = ${step.id}::uuid OR (seq > ${step.seq} AND status = 'queued'))`;
}

export interface PutBack {
  readonly waitMs: number;
  readonly failed: boolean;
  readonly error: string | null;
}

/**
 * Hands a held step back to its queue under a new nudge, to run not before `waitMs`; null when it was no longer held.
 */
export async function putBackStep(
  db: Db,
  step: Pick<ClaimedStep, 'id' | 'attempt'>,
  { waitMs, failed, error }: PutBack,
): Promise<number | null> {
  const [row] = await db.$queryRaw<{ nudge: number }[]>`
    UPDATE ops_mission_steps SET status = 'queued', nudge = nudge + 1, lease_until = NULL,
           nudged_at = clock_timestamp(), updated_at = now(),
           not_before = clock_timestamp() + make_interval(secs => ${waitMs / 1000}::float8),
           failures = failures + ${failed ? 1 : 0}, last_error = coalesce(${error}, last_error)
    WHERE id = ${step.id}::uuid AND attempt = ${step.attempt} AND status = 'running' RETURNING nudge`;
  return row?.nudge ?? null;
}

export interface Deferral {
  /** The least that it waits, and what is added in any case. */
  readonly leastMs: number;
  readonly moreMs: number;
  readonly openedUntil: Date | null;
}

/** A queued step waits for its breaker under a new nudge; until when, or null when it moved meanwhile. */
export async function deferStep(
  db: Db,
  { id, nudge }: Pick<ClaimTry, 'id' | 'nudge'>,
  { leastMs, moreMs, openedUntil }: Deferral,
): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ until: Date }[]>`
    UPDATE ops_mission_steps SET nudge = nudge + 1, nudged_at = clock_timestamp(), updated_at = now(),
           not_before = greatest(clock_timestamp() + make_interval(secs => ${leastMs / 1000}::float8),
                                 ${openedUntil}::timestamptz) + make_interval(secs => ${moreMs / 1000}::float8)
    WHERE id = ${id}::uuid AND nudge = ${nudge} AND status = 'queued' RETURNING not_before AS until`;
  return row?.until ?? null;
}

/** Results of the mission's steps so far, by kind. */
export async function findStepResult(db: Db, missionId: string, kind: StepKind): Promise<unknown> {
  const [row] = await db.$queryRaw<{ result: unknown }[]>`
    SELECT result FROM ops_mission_steps WHERE mission_id = ${missionId}::uuid AND kind = ${kind}::"StepKind"
           AND status = 'succeeded' ORDER BY seq DESC LIMIT 1`;
  return row?.result ?? null;
}

/** Exits that waited for a price of a position which was marked at this instant are due now; returns how many. */
export async function hastenExits(db: Db, markedAt: Date): Promise<number> {
  return db.$executeRaw`
    UPDATE ops_mission_steps s SET not_before = clock_timestamp() FROM ops_positions p
    WHERE p.status IN ${HELD} AND p.marked_at = ${markedAt} AND s.status = 'queued' AND s.ready_at IS NOT NULL
      AND s.kind IN ('close_position', 'scale_position') AND s.not_before > clock_timestamp()
      AND s.payload ->> 'positionId' = p.id::text`;
}
