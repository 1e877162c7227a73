/** Whether what is held has been looked at up to now; `none` where nothing is held. */
export type WatchState = 'up_to_date' | 'late' | 'none';

export interface Lag {
  /** Positions that are held. */
  readonly held: number;
  /** For how long bars have been closed that nobody has looked at (machine milliseconds); 0: none. */
  readonly unwatchedMs: number;
  /** For how long an exit that may run has been waiting for somebody to work it (machine milliseconds); 0: none. */
  readonly waitingMs: number;
}

/** A watch that stands, or an exit that nobody works, for longer than this is late: told well within 15 seconds. */
const LATE_AFTER_MS = 8000;

/** The state of the watch: late when bars or exits have waited for longer than the desk may take. */
export function watchState({ held, unwatchedMs, waitingMs }: Lag): WatchState {
  if (held === 0) return 'none';
  return Math.max(unwatchedMs, waitingMs) > LATE_AFTER_MS ? 'late' : 'up_to_date';
}
