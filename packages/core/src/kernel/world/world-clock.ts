import type { Db } from '../db/index.ts';
import { InvariantError } from '../errors/index.ts';
import type { Clock } from '../time/index.ts';
import { readWorld, type WorldReading } from './store.ts';
import { companyTimeAt, machineMsUntil, type World } from './world.ts';

/** The company clock of this process: a copy of the world row, advanced by a monotonic timer between readings. */
export interface WorldClock extends Clock {
  readonly world: World;
  /** Reads the row again; returns the fresh company time. */
  refresh(): Promise<Date>;
  /** Goes on from a reading of the row that somebody has made; returns the fresh company time. */
  accept(reading: WorldReading): Date;
  /** Machine milliseconds until company time reaches `instant`. */
  machineMsUntil(instant: Date): number;
}

/** Opens the clock on an existing world row. A stale copy is only ever behind, never ahead: the horizon holds it. */
export async function openWorldClock(db: Db): Promise<WorldClock> {
  let reading = await mustRead(db);
  let readAt = performance.now();
  const elapsed = () => reading.elapsedMs + performance.now() - readAt;
  const now = () => companyTimeAt(reading.world, elapsed());
  const accept = (fresh: WorldReading) => {
    // A clock that was set back shows less than has passed: what was measured here since the same anchor holds.
    const passed = fresh.anchoredAt.getTime() === reading.anchoredAt.getTime() ? elapsed() : 0;
    reading = { ...fresh, elapsedMs: Math.max(fresh.elapsedMs, passed) };
    readAt = performance.now();
    return now();
  };
  return {
    now,
    get world() {
      return reading.world;
    },
    machineNow: () => new Date(),
    monotonicMs: () => performance.now(),
    machineMsUntil: (instant) => machineMsUntil(reading.world, elapsed(), instant),
    accept,
    refresh: async () => accept(await mustRead(db)),
  };
}

/**
 * Keeps the clock of a process that only looks on close to the company's: reads it again and again until told to stop.
 * A reading that fails is made up for by the next.
 */
export function followClock(clock: Pick<WorldClock, 'refresh'>, everyMs: number): () => void {
  const timer = setInterval(() => void clock.refresh().catch(() => undefined), everyMs);
  return () => clearInterval(timer);
}

async function mustRead(db: Db): Promise<WorldReading> {
  const reading = await readWorld(db);
  if (!reading) throw new InvariantError('the world row is missing: the company was not started through its launcher');
  return reading;
}
