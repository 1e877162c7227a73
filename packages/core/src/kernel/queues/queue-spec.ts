import type { Nudge } from '../db/index.ts';

/**
 * One queue: its name, how many jobs a process runs at once, and the most it may start per second in the whole fleet.
 */
export interface QueueSpec {
  readonly name: string;
  readonly concurrency: number;
  readonly maxPerSecond?: number;
}

export type JobPresence = 'absent' | 'finished' | 'waiting';

/** The job id of a nudge; a kept id never runs again, so every return of a row to its queue takes a new number. */
export function jobIdOf({ rowId, nudge }: Pick<Nudge, 'rowId' | 'nudge'>): string {
  return `${rowId}-${nudge}`;
}
