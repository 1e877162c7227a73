import { MINUTE_MS } from '../../kernel/time/index.ts';
import { BEAT_EVERY_MS } from './beat.ts';

export interface Silence {
  /** How long no beat has ended (machine milliseconds). */
  readonly silentMs: number;
  /** Company seconds per machine second. */
  readonly speed: number;
  readonly nextDueAt: Date | null;
  /** Where company time ends; null: nowhere. */
  readonly endsAt: Date | null;
}

/** What a beat that is due may wait for: due work that holds company time, and a predecessor that died. */
const PATIENCE_MS = MINUTE_MS;

/**
 * Whether a beat should have come by now: two intervals of company time and a minute of machine time. Never after the
 * end of a recording.
 */
export function isLate({ silentMs, speed, nextDueAt, endsAt }: Silence): boolean {
  if (nextDueAt === null || (endsAt !== null && nextDueAt > endsAt)) return false;
  return silentMs > (2 * BEAT_EVERY_MS) / speed + PATIENCE_MS;
}
