import type { Nudge } from '../../db/index.ts';

/** A nudge with the queue that it is for. */
export interface Job extends Nudge {
  readonly queue: string;
}

/** Runs the work of a job with what belongs around it. */
export type Around = (work: () => Promise<void>) => Promise<void>;

/** Runs the jobs of a process one after the other, in the order in which they were asked for, whatever their queue. */
export interface Dispatcher {
  /** Begins to run jobs, these first. Until then what is asked for waits. */
  begin(jobs: readonly Job[], around?: Around): void;
  /**
   * Settles once no job runs or waits, or the signal is aborted. A job that is to run later is waited for, but for half
   * a minute at most.
   */
  idle(signal: AbortSignal): Promise<void>;
  /** Does work of this process when no job waits for its turn; no job runs meanwhile. */
  between<T>(work: () => Promise<T>): Promise<T>;
}
