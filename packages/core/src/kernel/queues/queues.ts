import type { Queue } from 'bullmq';
import type { Nudge } from '../db/index.ts';
import type { Dispatcher } from './dispatcher/dispatcher.ts';
import type { Restraint } from './keep-open.ts';
import type { QueueLook } from './look/look-at-queues.ts';
import type { JobPresence, QueueSpec } from './queue-spec.ts';

export type Backend = 'redis' | 'postgres';

/** Work that a queue worker hands over. `signal` aborts when the job's lock is lost or the worker must stop. */
export type Work = (job: Pick<Nudge, 'rowId' | 'nudge'>, signal: AbortSignal | undefined) => Promise<void>;

export interface RunningWorker {
  readonly queue: string;
  /** Takes no new job; waits for current ones until `graceMs`, then lets go of them. */
  close(graceMs: number): Promise<void>;
}

export interface Tick {
  readonly id: string;
  readonly queue: string;
  readonly everyMs: number;
}

/**
 * The queue store. The database is the truth: everything here may vanish at any moment and is put back by the sweep.
 */
export interface Queues {
  readonly backend: Backend;
  readonly specs: readonly QueueSpec[];
  /** Runs the jobs of this process one after the other; null where the store hands them out. */
  readonly dispatcher: Dispatcher | null;
  /**
   * Adds jobs; true when the store took them. Never fails, and waits a second at most, not at all while the store is
   * known to be in trouble: the sweep adds what it did not take.
   */
  nudge(queue: string, nudges: readonly Nudge[]): Promise<boolean>;
  /** Whether the store refused jobs of this process since this was last asked. */
  hasMissed(): boolean;
  /** Whether each job is still to run, is over, or was never there. */
  presence(queue: string, nudges: readonly Nudge[]): Promise<readonly JobPresence[]>;
  /** Starts a worker of this process on a queue. */
  work(queue: string, work: Work): Promise<RunningWorker>;
  /** Puts repeating jobs (BullMQ job schedulers) in place; idempotent. */
  schedule(ticks: readonly Tick[]): Promise<void>;
  /** Whether a repeating job is in place; a store that was emptied has forgotten it. */
  isScheduled(tick: Tick): Promise<boolean>;
  /** Removes repeating jobs that are no longer wanted. */
  unschedule(queue: string, ids: readonly string[]): Promise<void>;
  /** Shows a queue as paused, or not, on a dashboard; workers take nothing from a paused one. */
  showPaused(queue: string, paused: boolean): Promise<void>;
  /** Takes away a pause or a limit that holds a queue back, whoever put it there; says what it was. */
  keepOpen(queue: string): Promise<readonly Restraint[]>;
  /** Writes something to the store; throws when it does not take it. */
  probe(): Promise<void>;
  counts(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
  /** How each queue stands, in their order. */
  looks(): Promise<readonly QueueLook[]>;
  /** The queue objects for a dashboard. */
  forBoard(): readonly Queue[];
  close(): Promise<void>;
}
