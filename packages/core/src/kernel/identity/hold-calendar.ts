import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../db/index.ts';
import { StartError, storeFaultOf } from '../errors/index.ts';
import { type Holder, nameHolder } from './holder.ts';
import { lookFor, thisMachine, thisProcess } from './look-for-process.ts';
import { type CalendarRow, leaveCalendar, readCalendar, renewCalendar, takeCalendar } from './store.ts';

const RENEW_MS = 2000;
/**
 * How long a holder that cannot be looked for may be silent. Measured by whoever waits: no clock on a wall is asked.
 */
const SILENT_MS = 7000;
const LOOK_MS = 250;

/** What became of a try; `no_tables` in a database that has never been migrated so far. */
export type Take = 'ours' | 'no_tables' | CalendarRow;

/** This process's hold on the company's calendar, while it has one. */
export interface CalendarHold {
  /** The number under which company time is moved; null while another process has the calendar, or nobody. */
  readonly fence: number | null;
  /** Tries once: a holder that is gone is followed at once. Returns whether it is ours, or who has it. */
  take(): Promise<Take>;
  /** Says where the desk is open, once that is known. */
  openAt(url: string): Promise<void>;
  /** Says that the number is no longer good. */
  lose(): void;
  /** Gives it back and ends. */
  leave(): Promise<void>;
}

/** Makes a hold on the calendar that nobody has yet; renewed by itself from when it was taken. */
export function openCalendarHold(db: Db, url: string, silentMs = SILENT_MS): CalendarHold {
  const since = new Date().toISOString();
  let me: Holder = { ...thisProcess(), since, url };
  let fence: number | null = null;
  let seen: { readonly row: CalendarRow; readonly atMs: number } | null = null;
  const renew = async () => {
    const mine = fence;
    if (mine !== null && !(await renewCalendar(db, mine, me)) && fence === mine) fence = null;
  };
  // What cannot be renewed cannot be moved either; the number decides, not the time.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  timer.unref();
  const isSilent = (row: CalendarRow): boolean => {
    const same = seen !== null && seen.row.fence === row.fence && seen.row.renewals === row.renewals;
    if (!same) seen = { row, atMs: performance.now() };
    return seen !== null && performance.now() - seen.atMs >= silentMs;
  };
  return {
    get fence() {
      return fence;
    },
    take: async () => {
      if (fence !== null) return 'ours';
      const row = await readCalendar(db);
      if (!row) return 'no_tables';
      if (isFree(row) || (isSilent(row) && isUnknown(row))) fence = await takeCalendar(db, row, me);
      return fence === null ? row : 'ours';
    },
    openAt: async (place) => {
      me = { ...me, url: place };
      await renew();
    },
    lose: () => {
      fence = null;
    },
    leave: async () => {
      clearInterval(timer);
      const mine = fence;
      fence = null;
      if (mine !== null) await leaveCalendar(db, mine).catch(passStoreFault);
    },
  };
}

/** Where the database cannot be used, the next start sees that this process is gone. */
function passStoreFault(error: unknown): void {
  if (storeFaultOf(error) === null) throw error;
}

const isFree = ({ holder }: CalendarRow): boolean => holder === null || lookFor(holder) === 'gone';
const isUnknown = ({ holder }: CalendarRow): boolean => holder !== null && lookFor(holder) === 'unknown';

/**
 * Takes the calendar for a start; one whose holder cannot be looked for is waited for until it is said again or falls
 * silent. Returns whether it is ours: with `join` another's is left to it, and in a database without tables nobody has
 * one yet. Throws a `StartError` that names the holder otherwise.
 */
export async function claimCalendar(hold: CalendarHold, { join }: { readonly join: boolean }): Promise<boolean> {
  let first: CalendarRow | null = null;
  for (;;) {
    const row = await hold.take();
    if (row === 'ours' || row === 'no_tables') return row === 'ours';
    if (row.holder !== null && isKnownToLive(row.holder, row, first)) {
      if (join) return false;
      throw new StartError('runs_already', refusal(row.holder));
    }
    first ??= row;
    await pause(LOOK_MS);
  }
}

const isKnownToLive = (holder: Holder, row: CalendarRow, first: CalendarRow | null): boolean =>
  lookFor(holder) === 'alive' || (first !== null && (row.fence !== first.fence || row.renewals !== first.renewals));

const refusal = (holder: Holder): string =>
  `this company runs already (${nameHolder(holder, thisMachine())}): stop that first, or join it with --join`;
