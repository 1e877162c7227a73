import { MINUTE_MS } from '@atc/core/kernel/time';

/** When somebody was last there, and what came of their absence (monotonic milliseconds). */
export interface Presence {
  readonly seenMs: number;
  /** When they were asked; null since they were last seen. */
  readonly askedMs: number | null;
  /** Trading was reduced since they were last seen. */
  readonly reduced: boolean;
}

export interface Patience {
  /** After so long without a sign somebody is asked for one. */
  readonly askAfterMs: number;
  /** Then they have so long. */
  readonly answerWithinMs: number;
}

/** How often somebody who attends a desk is asked whether they still do. */
export const patience: Patience = { askAfterMs: 30 * MINUTE_MS, answerWithinMs: 5 * MINUTE_MS };

/** What their silence calls for: a question, then that nothing is bought any more. */
export function absenceMove(
  { seenMs, askedMs, reduced }: Presence,
  nowMs: number,
  { askAfterMs, answerWithinMs }: Patience,
): 'nothing' | 'ask' | 'reduce' {
  if (askedMs === null) return nowMs - seenMs >= askAfterMs ? 'ask' : 'nothing';
  return !reduced && nowMs - askedMs >= answerWithinMs ? 'reduce' : 'nothing';
}
