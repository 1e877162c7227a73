/**
 * Two times. Company time rules the market, schedules, cooldowns, days and ages; machine time rules leases, timeouts
 * and rate limits. A `Clock` tells both, so that nothing else needs to ask the operating system.
 */
export interface Clock {
  /** Company time. */
  now(): Date;
  /** Machine time, for rows that people read. */
  machineNow(): Date;
  /** Milliseconds that never go backwards, for measuring. */
  monotonicMs(): number;
}

/** A clock whose company time is the machine's: live trading. */
export function systemClock(): Clock {
  return { now: () => new Date(), machineNow: () => new Date(), monotonicMs: () => performance.now() };
}

/** A clock that stands still until it is set: for tests and tools. */
export function standingClock(start: Date): Clock & { set(now: Date): void } {
  let current = start;
  return {
    now: () => current,
    set: (now) => {
      current = now;
    },
    machineNow: () => new Date(),
    monotonicMs: () => performance.now(),
  };
}
