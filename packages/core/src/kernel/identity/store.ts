import type { Db } from '../db/index.ts';
import type { Holder } from './holder.ts';

/**
 * What keeps this company's keys apart on a Redis: from its own id and from where its database lies, so that a copy
 * that was restored elsewhere is another company to Redis, and the same one goes on after its server was started again.
 */
export async function readCompanyTag(db: Db): Promise<string> {
  const [{ tag }] = await db.$queryRaw<[{ tag: string }]>`
    SELECT left(replace(c.company_id::text, '-', ''), 12) || '-'
           || left(md5(s.system_identifier || ' ' || d.oid), 8) AS tag
    FROM ops_company c, pg_control_system() s, pg_database d WHERE c.id = 1 AND d.datname = current_database()`;
  return tag;
}

/** Who moves company time, under which number, and how often that was said again. */
export interface CalendarRow {
  readonly fence: number;
  readonly renewals: number;
  readonly holder: Holder | null;
}

const NO_TABLE = '42P01';

/** Who moves company time; null in a database that has never been migrated so far. */
export async function readCalendar(db: Db): Promise<CalendarRow | null> {
  try {
    const [row] = await db.$queryRaw<CalendarRow[]>`
      SELECT calendar_fence AS fence, calendar_renewals AS renewals, calendar_holder AS holder
      FROM ops_company WHERE id = 1`;
    return row ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO_TABLE) return null;
    throw error;
  }
}

/** Takes the calendar as it was seen; its new number, or null when somebody was faster. */
export async function takeCalendar(
  db: Db,
  { fence, renewals }: Pick<CalendarRow, 'fence' | 'renewals'>,
  holder: Holder,
): Promise<number | null> {
  const [row] = await db.$queryRaw<{ fence: number }[]>`
    UPDATE ops_company SET calendar_fence = calendar_fence + 1, calendar_renewals = 0, updated_at = now(),
           calendar_holder = ${JSON.stringify(holder)}::jsonb
    WHERE id = 1 AND calendar_fence = ${fence} AND calendar_renewals = ${renewals} RETURNING calendar_fence AS fence`;
  return row?.fence ?? null;
}

/** Says that the holder lives; false when another has taken the calendar. */
export async function renewCalendar(db: Db, fence: number, holder: Holder): Promise<boolean> {
  return (
    (await db.$executeRaw`
      UPDATE ops_company SET calendar_renewals = calendar_renewals + 1, updated_at = now(),
             calendar_holder = ${JSON.stringify(holder)}::jsonb
      WHERE id = 1 AND calendar_fence = ${fence} AND calendar_holder IS NOT NULL`) === 1
  );
}

/** Gives the calendar back: whoever comes next need not wait. */
export async function leaveCalendar(db: Db, fence: number): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_company SET calendar_holder = NULL, updated_at = now() WHERE id = 1 AND calendar_fence = ${fence}`;
}
