import { type Db, newId, Prisma } from '../../kernel/db/index.ts';
import { BEAT_EVERY_MS, type TakenBeat } from './beat.ts';

/** No lease is longer: one that ends later was written by a clock that has jumped since, and holds nothing. */
const LEASE_MAX_MS = 15_000;

const inMachineTime = (ms: number) => Prisma.sql`clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)`;

/**
 * Whether the row of `ops_beats` says that a beat is due at company time `now`; one due further ahead than an interval
 * was planned by a clock that has jumped back.
 */
export const beatIsDue = (now: Date) =>
  Prisma.sql`(next_due_at <= ${now} OR next_due_at > ${new Date(now.getTime() + BEAT_EVERY_MS)})`;

/** Writes the row of the heartbeat at its first start; the first beat is due at once. A row that is there stays. */
export async function openBeats(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_beats (id, next_due_at, ended_at) VALUES (1, ${now}, clock_timestamp()) ON CONFLICT (id)
      DO NOTHING`;
}

export interface BeatRow {
  readonly beat: number;
  /** Company time. */
  readonly lastBeatAt: Date | null;
  readonly nextDueAt: Date | null;
  /** Machine time since a beat ended, by the database's clock. */
  readonly silentMs: number;
  /** The beat after which one did not come, as was told. */
  readonly missedBeat: number | null;
}

/** The row of the heartbeat; null before one was opened. */
export async function findBeat(db: Db): Promise<BeatRow | null> {
  const [row] = await db.$queryRaw<BeatRow[]>`
    SELECT beat, last_beat_at AS "lastBeatAt", next_due_at AS "nextDueAt", missed_beat AS "missedBeat",
           coalesce(extract(epoch FROM clock_timestamp() - ended_at) * 1000, 0)::float8 AS "silentMs" FROM ops_beats
           WHERE id = 1`;
  return row ?? null;
}

/** Notes that no beat came after this one; false when that was told already, or one came. */
export async function markMissed(db: Db, beat: number): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_beats SET missed_beat = beat WHERE id = 1 AND beat = ${beat} AND missed_beat IS DISTINCT FROM beat`;
  return changed === 1;
}

export interface LastRun {
  readonly operation: string;
  readonly status: string;
  readonly durationMs: number | null;
}

/** The operations of one beat in their order. */
export async function listRuns(db: Db, beat: number): Promise<readonly LastRun[]> {
  return db.$queryRaw<LastRun[]>`
    SELECT action_type AS operation, status::text AS status, duration_ms AS "durationMs" FROM ops_action_runs
           WHERE beat = ${beat} ORDER BY id`;
}

/** What a beat would do, and whether there is any of it. */
export interface BeatWork {
  /** Gives one row: `idle`, whether there is nothing to do, and `ground`, what that was judged by. */
  readonly asks: Prisma.Sql;
  /** What the operations of a beat with nothing to do come to, in their order. */
  readonly idle: readonly { readonly operation: string; readonly result: Readonly<Record<string, unknown>> }[];
}

export interface BeatTry {
  readonly holder: string;
  /** Company time. */
  readonly now: Date;
  readonly nextDueAt: Date;
  readonly leaseMs: number;
  /** Takes it although none is due. */
  readonly early: boolean;
}

/** Of an operation whose process lives and had no time to end it. */
const LATE_RUN = 'its beat ran out of time';

/** How the errors begin of operations that failed for want of time alone: the machine is slow, and nothing crashed. */
export const lateErrors: readonly string[] = [
  LATE_RUN,
  'it took longer than its',
  'the budget is used up',
  'another beat took over',
];

/**
 * The compare-and-swap that gives a beat to one caller in the whole fleet; null when none is due or another has it. One
 * that finds nothing to do ends in the same statement, with a row for each of its operations; one whose operations were
 * not done with everything finds something.
 */
export async function takeBeat<Ground>(
  db: Db,
  { holder, now, nextDueAt, leaseMs, early }: BeatTry,
  { asks, idle }: BeatWork,
): Promise<TakenBeat<Ground> | null> {
  const names = idle.map(({ operation }) => operation);
  const [row] = await db.$queryRaw<TakenBeat<Ground>[]>`
    WITH before AS (SELECT holder FROM ops_beats WHERE id = 1),
    asked AS (
      SELECT w.idle AND NOT EXISTS (SELECT 1 FROM ops_beats b, jsonb_each_text(b.cursors) c
             WHERE b.id = 1 AND c.value IS NOT NULL) AS idle, w.ground FROM (${asks}) w),
    taken AS (
      UPDATE ops_beats SET beat = beat + 1, updated_at = now(),
        holder = CASE WHEN asked.idle THEN NULL ELSE ${holder} END,
        lease_until = CASE WHEN asked.idle THEN NULL ELSE ${inMachineTime(leaseMs)} END,
        last_beat_at = CASE WHEN asked.idle THEN ${now} ELSE last_beat_at END,
        next_due_at = CASE WHEN asked.idle THEN ${nextDueAt} ELSE next_due_at END,
        ended_at = CASE WHEN asked.idle THEN clock_timestamp() ELSE ended_at END
      FROM asked
      WHERE id = 1 AND (${early} OR ${beatIsDue(now)})
        AND (lease_until IS NULL OR lease_until <= clock_timestamp() OR lease_until > ${inMachineTime(LEASE_MAX_MS)})
      RETURNING beat, cursors, asked.idle, asked.ground),
    buried AS (
      UPDATE ops_action_runs r SET status = 'failed', errors = jsonb_build_array(
        CASE WHEN before.holder = ${holder} THEN ${LATE_RUN} ELSE 'the process that held this beat stopped' END)
      FROM taken, before WHERE r.status = 'running' AND r.beat < taken.beat),
    written AS (
      INSERT INTO ops_action_runs (id, action_type, status, beat, duration_ms, details, started_at)
      SELECT n.id, n.operation, 'succeeded', taken.beat, 0, n.result, ${now}
      FROM taken, unnest(${names.map(() => newId())}::uuid[], ${names}::text[],
        ${idle.map(({ result }) => JSON.stringify(result))}::jsonb[]) AS n(id, operation, result)
      WHERE taken.idle)
    SELECT beat, cursors, idle, ground FROM taken`;
  return row ?? null;
}

/**
 * The fence: false when another beat took over. Keeps it from doing so, and limits every later statement, until the
 * transaction ends.
 */
export async function holdBeat(db: Db, beat: number, leftMs: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT set_config('statement_timeout', ${String(Math.max(1, Math.ceil(leftMs)))}, true) FROM ops_beats WHERE id = 1
           AND beat = ${beat} FOR SHARE`;
  return rows.length === 1;
}

export interface RunStart {
  readonly beat: number;
  readonly operation: string;
  readonly leaseMs: number;
  /** Company time. */
  readonly at: Date;
}

/**
 * Writes that an operation of a held beat begins and prolongs the lease for it; its id, or null when another beat took
 * over.
 */
export async function startRun(db: Db, { beat, operation, leaseMs, at }: RunStart): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    WITH held AS (UPDATE ops_beats SET lease_until = ${inMachineTime(leaseMs)} WHERE id = 1 AND beat = ${beat}
      RETURNING beat)
    INSERT INTO ops_action_runs (id, action_type, status, beat, started_at)
    SELECT ${newId()}::uuid, ${operation}, 'running', held.beat, ${at} FROM held RETURNING id`;
  return row?.id ?? null;
}

export interface RunEnd {
  readonly id: string;
  readonly beat: number;
  readonly operation: string;
  readonly status: 'succeeded' | 'failed';
  readonly durationMs: number;
  readonly errors: readonly string[];
  readonly result: Readonly<Record<string, unknown>>;
  readonly cursor: string | null;
}

/**
 * Writes how an operation ended and where the next beat goes on with it. Changes nothing when another beat took over.
 */
export async function endRun(db: Db, run: RunEnd): Promise<void> {
  await db.$executeRaw`
    WITH held AS (UPDATE ops_beats
      SET cursors = cursors || jsonb_build_object(${run.operation}::text, ${run.cursor}::text) WHERE id = 1
      AND beat = ${run.beat} RETURNING 1)
    UPDATE ops_action_runs SET status = ${run.status}::"RunStatus", duration_ms = ${run.durationMs},
           errors = ${JSON.stringify(run.errors)}::jsonb,
           details = ${JSON.stringify(run.result)}::jsonb FROM held WHERE id = ${run.id}::uuid`;
}

export interface BeatEnd {
  readonly beat: number;
  /** Company time. */
  readonly now: Date;
  readonly nextDueAt: Date;
}

/** Lets go of a held beat and plans the next; false when another beat took over. */
export async function endBeat(db: Db, { beat, now, nextDueAt }: BeatEnd): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_beats SET holder = NULL, lease_until = NULL, last_beat_at = ${now}, next_due_at = ${nextDueAt},
      ended_at = clock_timestamp(), updated_at = now()
    WHERE id = 1 AND beat = ${beat}`;
  return changed === 1;
}

/** Lets go of a held beat that was not brought to its end: it is still due. */
export async function releaseBeat(db: Db, beat: number): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_beats SET holder = NULL, lease_until = NULL, updated_at = now() WHERE id = 1 AND beat = ${beat}`;
}
