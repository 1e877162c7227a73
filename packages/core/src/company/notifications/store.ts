import { type Db, newId } from '../../kernel/db/index.ts';
import { type EventPosition, latestPosition } from '../events/index.ts';
import type { AttemptEnd } from './attempt.ts';
import type { Message } from './notification.ts';

const READER = 'notifications';
const CHANNEL = 'webhook';

/** Takes the collector's place until the transaction ends; false when another process has it. */
export async function takeCollector(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<
    [{ taken: boolean }]
  >`SELECT pg_try_advisory_xact_lock(hashtext('notifications')) AS taken`;
  return row.taken;
}

/** Where the collector stands in the stream of events; the first time it begins with what comes next. */
export async function findPlace(db: Db): Promise<EventPosition> {
  const [row] = await db.$queryRaw<EventPosition[]>`
    SELECT tx::text AS tx, row_id::text AS id FROM ops_stream_cursors WHERE reader = ${READER}`;
  if (row) return row;
  const latest = await latestPosition(db);
  await savePlace(db, latest);
  return latest;
}

/** Notes up to where events were looked at. */
export async function savePlace(db: Db, { tx, id }: EventPosition): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_stream_cursors (reader, tx, row_id) VALUES (${READER}, ${tx}::xid8, ${id}::uuid)
    ON CONFLICT (reader) DO UPDATE SET tx = excluded.tx, row_id = excluded.row_id`;
}

/** Writes messages to be sent; one event makes one. */
export async function insertMessages(db: Db, messages: readonly Message[]): Promise<void> {
  const rows = messages.map((body) => ({ id: newId(), event_id: body.event.id, template: body.template, body }));
  await db.$executeRaw`
    INSERT INTO ops_notifications (id, event_id, channel, template, body)
    SELECT r.id, r.event_id, ${CHANNEL}, r.template, r.body
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, event_id uuid, template text, body jsonb)
    ON CONFLICT (event_id, channel) DO NOTHING`;
}

export interface DueNotification {
  readonly id: string;
  readonly body: unknown;
  /** Of this attempt, from 1. */
  readonly attempt: number;
}

/** Takes notifications that are due, oldest first, for so long that nobody else sends them meanwhile. */
export async function takeDue(
  db: Db,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<readonly DueNotification[]> {
  return db.$queryRaw<DueNotification[]>`
    WITH due AS (
      SELECT id FROM ops_notifications WHERE state = 'pending' AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE ops_notifications n SET attempts = n.attempts + 1,
      next_attempt_at = clock_timestamp() + ${leaseMs} * interval '1 millisecond', updated_at = now()
    FROM due WHERE n.id = due.id RETURNING n.id, n.body, n.attempts AS attempt`;
}

/** Writes how an attempt ended, unless a later one has begun. */
export async function endAttempt(db: Db, { id, attempt }: DueNotification, end: AttemptEnd): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_notifications
      SET state = ${end.end === 'sent' ? 'sent' : end.end === 'dead' ? 'dead' : 'pending'}::"NotificationState",
      next_attempt_at = clock_timestamp() + ${end.end === 'again' ? end.afterMs : 0} * interval '1 millisecond',
      last_error = ${end.end === 'sent' ? null : end.error}, sent_at = CASE WHEN ${end.end === 'sent'}
      THEN clock_timestamp() END, updated_at = now()
    WHERE id = ${id}::uuid AND attempts = ${attempt} AND state = 'pending'`;
  return changed === 1;
}

/** Lets a notification that was given up be sent again, at once; false when it is none. */
export async function reviveNotification(db: Db, id: string): Promise<boolean> {
  // The column keeps milliseconds, rounded: half of one in the future would not be due yet.
  const changed = await db.$executeRaw`
    UPDATE ops_notifications SET state = 'pending', attempts = 0,
      next_attempt_at = date_trunc('milliseconds', clock_timestamp()), updated_at = now()
    WHERE id = ${id}::uuid AND state = 'dead'`;
  return changed === 1;
}

/** Whether there is such a notification. */
export async function hasNotification(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM ops_notifications WHERE id = ${id}::uuid`;
  return rows.length > 0;
}
