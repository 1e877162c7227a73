import { MINUTE_MS } from '../../kernel/time/index.ts';

/** Company time from one beat to the next. */
export const BEAT_EVERY_MS = 5 * MINUTE_MS;

/** A beat that this process holds; its number is the fence of every write of it. */
export interface HeldBeat {
  readonly beat: number;
  /** Where each operation goes on, by its name. */
  readonly cursors: Readonly<Record<string, string | null>>;
}

/** A beat that was taken. */
export interface TakenBeat<Ground> extends HeldBeat {
  /** Whether it found nothing to do, and has ended. */
  readonly idle: boolean;
  /** What that was judged by. */
  readonly ground: Ground;
}

/**
 * When the beat after one at `now` is due: at the next full five minutes. However many were missed, one makes up for
 * all.
 */
export function nextBeatAt(now: Date): Date {
  return new Date(Math.floor(now.getTime() / BEAT_EVERY_MS) * BEAT_EVERY_MS + BEAT_EVERY_MS);
}
