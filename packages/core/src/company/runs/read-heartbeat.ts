import type { BaseDb } from '../../kernel/db/index.ts';
import type { World } from '../../kernel/world/index.ts';
import { isLate } from './lateness.ts';
import { findBeat, type LastRun, listRuns } from './store.ts';

/** How the heart beats, for people who look. */
export interface Heartbeat {
  readonly beat: number;
  /** Company time. */
  readonly lastBeatAt: Date | null;
  readonly nextDueAt: Date | null;
  /** Machine time since a beat ended. */
  readonly silentMs: number;
  readonly late: boolean;
  /** What the latest beat did, in its order. */
  readonly operations: readonly LastRun[];
}

/** Reads how the heart beats; null before the company's first heartbeat was opened. */
export async function readHeartbeat(
  db: BaseDb,
  { speed, endsAt }: Pick<World, 'speed' | 'endsAt'>,
): Promise<Heartbeat | null> {
  const row = await findBeat(db);
  if (!row) return null;
  const { beat, lastBeatAt, nextDueAt, silentMs, missedBeat } = row;
  const late = missedBeat === beat || isLate({ silentMs, speed, nextDueAt, endsAt });
  return { beat, lastBeatAt, nextDueAt, silentMs, late, operations: await listRuns(db, beat) };
}
