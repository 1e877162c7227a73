/** The company clock as one row: company time advances from `anchorCompany` at `speed`, never past `horizon`. */
export interface World {
  readonly market: 'simulated' | 'replay' | 'live';
  readonly range: string;
  readonly seed: string;
  /** Company seconds per machine second; Infinity jumps from one due instant to the next. */
  readonly speed: number;
  readonly anchorCompany: Date;
  /** The next due instant: time stands there until its work is done. Null: time flows freely. */
  readonly horizon: Date | null;
  readonly watchedUntil: Date | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

/** Company time `elapsedMs` of machine time after the anchor. Infinite speed stands at the anchor. */
export function companyTimeAt(world: World, elapsedMs: number): Date {
  if (!Number.isFinite(world.speed)) return world.anchorCompany;
  const flown = world.anchorCompany.getTime() + Math.max(0, elapsedMs) * world.speed;
  return new Date(world.horizon ? Math.min(flown, world.horizon.getTime()) : flown);
}

/** Machine milliseconds until company time reaches `instant`; 0 when it is there or speed is infinite. */
export function machineMsUntil(world: World, elapsedMs: number, instant: Date): number {
  if (!Number.isFinite(world.speed)) return 0;
  const left = instant.getTime() - world.anchorCompany.getTime();
  return Math.max(0, left / world.speed - elapsedMs);
}

/** `max` or a positive number as a speed. */
export function parseSpeed(text: string): number {
  return text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
}
