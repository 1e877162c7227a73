import type { BaseDb, Db } from '../../kernel/db/index.ts';
import type { StepKind } from '../kinds/index.ts';

export interface BreakerRow {
  readonly key: string;
  readonly stepKind: StepKind;
  readonly venue: string;
  readonly state: 'closed' | 'open' | 'half_open';
  readonly failures: number;
  readonly openedCount: number;
  readonly openedUntil: Date | null;
  readonly probeStep: string | null;
  readonly probeUntil: Date | null;
  readonly lastError: string | null;
}

/** Every breaker that ever counted a failure. */
export async function listBreakers(db: BaseDb): Promise<readonly BreakerRow[]> {
  return db.circuitBreaker.findMany({ orderBy: { key: 'asc' } });
}

/** One breaker, or null. */
export async function findBreaker(db: Db, key: string): Promise<BreakerRow | null> {
  const [row] = await db.$queryRaw<BreakerRow[]>`
    SELECT key, step_kind::text AS "stepKind", venue::text AS venue, state::text AS state, failures,
           opened_count AS "openedCount",
           opened_until AS "openedUntil", probe_step AS "probeStep", probe_until AS "probeUntil",
           last_error AS "lastError"
    FROM ops_circuit_breakers WHERE key = ${key}`;
  return row ?? null;
}

/** Takes the one probe of an open breaker whose cool-down is over; true for exactly one caller. */
export async function takeProbe(db: Db, key: string, stepId: string): Promise<boolean> {
  const taken = await db.$executeRaw`
    UPDATE ops_circuit_breakers SET state = 'half_open', probe_step = ${stepId}::uuid,
      probe_until = clock_timestamp() + interval '30 s', updated_at = now()
    WHERE key = ${key} AND (state = 'open' AND opened_until <= clock_timestamp() OR state = 'half_open'
      AND probe_until < clock_timestamp())`;
  return taken === 1;
}

export interface CountedFailure {
  readonly key: string;
  readonly stepKind: StepKind;
  readonly venue: string;
  readonly error: string;
}

/** Counts one more failure in a row; returns the row as it is now. */
export async function countFailure(
  db: Db,
  { key, stepKind, venue, error }: CountedFailure,
): Promise<{ failures: number; openedCount: number; state: BreakerRow['state'] }> {
  const [row] = await db.$queryRaw<{ failures: number; openedCount: number; state: BreakerRow['state'] }[]>`
    INSERT INTO ops_circuit_breakers (key, step_kind, venue, failures, last_error)
    VALUES (${key}, ${stepKind}::"StepKind", ${venue}, 1, ${error})
    ON CONFLICT (key) DO UPDATE SET failures = ops_circuit_breakers.failures + 1, last_error = excluded.last_error,
      updated_at = now()
    RETURNING failures, opened_count AS "openedCount", state::text AS state`;
  return row ?? { failures: 1, openedCount: 0, state: 'closed' };
}

/** Opens a breaker until `coolDownMs` from now; returns until when, or null when it is open already. */
export async function openBreaker(db: Db, key: string, coolDownMs: number): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ until: Date }[]>`
    UPDATE ops_circuit_breakers SET state = 'open', opened_count = opened_count + 1, probe_step = NULL,
           probe_until = NULL, updated_at = now(),
           opened_until = clock_timestamp() + make_interval(secs => ${coolDownMs / 1000}::float8)
    WHERE key = ${key} AND state <> 'open' RETURNING opened_until AS until`;
  return row?.until ?? null;
}

/** Closes a breaker and forgets its failures; the state it was in, or null when there was nothing to forget. */
export async function closeBreaker(db: Db, key: string): Promise<BreakerRow['state'] | null> {
  const [row] = await db.$queryRaw<{ was: BreakerRow['state'] }[]>`
    WITH old AS (SELECT key, state FROM ops_circuit_breakers WHERE key = ${key} AND (state <> 'closed' OR failures > 0)
      FOR UPDATE)
    UPDATE ops_circuit_breakers b SET state = 'closed', failures = 0, opened_count = 0, opened_until = NULL,
      probe_step = NULL, probe_until = NULL, updated_at = now()
    FROM old WHERE b.key = old.key RETURNING old.state::text AS was`;
  return row?.was ?? null;
}
