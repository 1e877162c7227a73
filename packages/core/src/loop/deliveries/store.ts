import { eventOf } from '../../company/events/index.ts';
import { type Answers, type Carried, carried, type Db, Prisma } from '../../kernel/db/index.ts';
import { matrixNow } from '../reactions/index.ts';
import { booksAskedOf, countFired, type Firing, firingsFrom, listenersOf } from '../triggers/index.ts';

export interface ClaimedDelivery {
  readonly eventId: string;
  readonly attempt: number;
  readonly failures: number;
}

/** What is asked about an event before anything is done about it. */
export const questionsOf = (eventId: string) => ({
  event: eventOf(eventId),
  rules: listenersOf(eventId),
  matrix: matrixNow,
  books: booksAskedOf(eventId),
});

export type EventFacts = Answers<ReturnType<typeof questionsOf>>;

export interface TakenDelivery {
  readonly delivery: ClaimedDelivery;
  readonly facts: EventFacts;
}

/**
 * The compare-and-swap that takes an event's delivery, with what is to be known of it; null when it is done, taken or
 * the nudge is old.
 */
export async function takeDelivery(db: Db, eventId: string, nudge: number): Promise<TakenDelivery | null> {
  const { column, read } = carried(questionsOf(eventId));
  const [row] = await db.$queryRaw<(ClaimedDelivery & { readonly facts: Carried })[]>`
    WITH d AS (
      UPDATE ops_event_deliveries SET state = 'running', attempt = attempt + 1,
        lease_until = clock_timestamp() + interval '15 s'
      WHERE event_id = ${eventId}::uuid AND consumer = 'rules' AND nudge = ${nudge} AND state = 'queued'
        AND not_before <= clock_timestamp()
      RETURNING event_id AS "eventId", attempt, failures)
    SELECT d.*, ${column} AS facts FROM d`;
  if (!row) return null;
  const { facts, ...delivery } = row;
  return { delivery, facts: read(facts) };
}

/**
 * Marks a held delivery done and writes down what every rule made of its event; how many had not been written before.
 * Null when the lease was lost.
 */
export async function finishDelivery(
  db: Db,
  delivery: ClaimedDelivery,
  firings: readonly Firing[],
): Promise<number | null> {
  const [row] = await db.$queryRaw<{ done: boolean; written: number }[]>`
    WITH done AS (
      UPDATE ops_event_deliveries SET state = 'done', done_at = clock_timestamp(), lease_until = NULL
      WHERE event_id = ${delivery.eventId}::uuid AND consumer = 'rules' AND attempt = ${delivery.attempt}
        AND state = 'running' RETURNING 1),
    fired AS (${firingsFrom(firings, Prisma.sql`done`)}),
    counted AS (${countFired})
    SELECT EXISTS (SELECT 1 FROM done) AS done, (SELECT count(*)::int FROM fired) AS written`;
  return row?.done ? row.written : null;
}

/**
 * A delivery whose handling threw waits and is tried again; after the fifth failure it stays `failed` for people to
 * see.
 */
export async function failDelivery(db: Db, delivery: ClaimedDelivery, error: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_event_deliveries SET state = CASE WHEN failures + 1 >= 5 THEN 'failed'::"WorkState" ELSE 'queued'
           END, failures = failures + 1, nudge = nudge + 1,
           lease_until = NULL, last_error = ${error}, nudged_at = NULL,
           not_before = clock_timestamp() + make_interval(secs => power(2, failures)::float8)
    WHERE event_id = ${delivery.eventId}::uuid AND consumer = 'rules' AND attempt = ${delivery.attempt}
      AND state = 'running'`;
}

/** Gives a held delivery back to its queue as it was: its turn ended before it was done. The sweep tells its queue. */
export async function returnDelivery(db: Db, { eventId, attempt }: ClaimedDelivery): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_event_deliveries SET state = 'queued', nudge = nudge + 1, lease_until = NULL, nudged_at = NULL
    WHERE event_id = ${eventId}::uuid AND consumer = 'rules' AND attempt = ${attempt} AND state = 'running'`;
}

export interface ForgottenDelivery {
  readonly rowId: string;
  readonly nudge: number;
}

const MOST_LAPSES = 10;

const forgotten = (quietMs: number) => Prisma.sql`
  (state = 'running' AND lease_until < clock_timestamp()
    OR state = 'queued' AND not_before <= clock_timestamp()
      AND coalesce(nudged_at, created_at) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8))`;

/** Whether `touchForgottenDeliveries` would find any. */
export const anyForgotten = (quietMs: number) =>
  Prisma.sql`EXISTS (SELECT 1 FROM ops_event_deliveries WHERE ${forgotten(quietMs)})`;

/**
 * Returns lapsed deliveries to their queue, picks those nobody was told of for a while, and gives up on one whose
 * workers die of it.
 */
export async function touchForgottenDeliveries(
  db: Db,
  quietMs: number,
  limit: number,
): Promise<readonly ForgottenDelivery[]> {
  return db.$queryRaw<ForgottenDelivery[]>`
    WITH f AS (
      SELECT event_id, consumer, state = 'running' AS lapsed, state = 'running'
             AND failures + 1 >= ${MOST_LAPSES} AS poison FROM ops_event_deliveries
      WHERE ${forgotten(quietMs)} ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED),
    u AS (
      UPDATE ops_event_deliveries d SET state = CASE WHEN f.poison THEN 'failed'::"WorkState" ELSE 'queued'
             END, nudge = d.nudge + 1, failures = d.failures + f.lapsed::int,
             nudged_at = clock_timestamp(), lease_until = NULL, last_error = CASE WHEN f.poison
             THEN 'its worker stopped again and again' ELSE d.last_error END
      FROM f WHERE d.event_id = f.event_id AND d.consumer = f.consumer RETURNING d.event_id, d.nudge, d.state)
    SELECT event_id AS "rowId", nudge FROM u WHERE state = 'queued'`;
}
