/** Time that never goes back, whatever becomes of the machine's clock. */
export interface SteadyTime {
  /** The machine's time, or what was told before and has gone on since, whichever is later. */
  now(): Date;
  /** Goes on from `at` when that is later than now. */
  reach(at: Date): void;
}

/** Opens a steady time on a machine's clock, and on one that measures, both in milliseconds. */
export function openSteadyTime(
  machineMs: () => number = () => Date.now(),
  monotonicMs: () => number = () => performance.now(),
): SteadyTime {
  let last = { at: machineMs(), measured: monotonicMs() };
  const now = () => {
    const measured = monotonicMs();
    last = { at: Math.max(machineMs(), last.at + measured - last.measured), measured };
    return new Date(last.at);
  };
  return {
    now,
    reach: (at) => {
      now();
      last = { ...last, at: Math.max(last.at, at.getTime()) };
    },
  };
}
