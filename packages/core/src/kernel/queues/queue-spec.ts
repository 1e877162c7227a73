/**
 * One queue: its name, how many jobs a process runs at once, and the most it may start per second in the whole fleet.
 */
export interface QueueSpec {
  readonly name: string;
  readonly concurrency: number;
  readonly maxPerSecond?: number;
}

/**
 * A job is a nudge: it names a row and the nudge number the row had when the job was added. It carries nothing else.
 */
export interface Nudge {
  readonly rowId: string;
  readonly nudge: number;
  /** 0 is ordinary; 1 is most urgent, higher numbers less so. */
  readonly priority?: number;
  readonly delayMs?: number;
}

export type JobPresence = 'absent' | 'finished' | 'waiting';

/** The job id of a nudge; a kept id never runs again, so every return of a row to its queue takes a new number. */
export function jobIdOf({ rowId, nudge }: Pick<Nudge, 'rowId' | 'nudge'>): string {
  return `${rowId}-${nudge}`;
}
