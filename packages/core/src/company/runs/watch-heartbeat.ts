import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import type { WorldClock } from '../../kernel/world/index.ts';
import { emitEvent } from '../events/index.ts';
import { isLate } from './lateness.ts';
import { findBeat, markMissed } from './store.ts';

export type WatchContext = Pick<KernelContext, 'db'> & { readonly clock: WorldClock };

/** Looks whether beats still come; true when this look was the first in the fleet to miss one. */
export type Watchdog = () => Promise<boolean>;

/**
 * Opens a watchdog of this process. It measures with its own monotonic clock since it first saw the latest beat, so
 * that no jump of a machine's clock and no time that the company was down makes it bark.
 */
export function openWatchdog(ctx: WatchContext): Watchdog {
  let seen = { beat: -1, sinceMs: 0 };
  return async () => {
    const row = await findBeat(ctx.db);
    if (!row) return false;
    const nowMs = ctx.clock.monotonicMs();
    if (row.beat !== seen.beat) seen = { beat: row.beat, sinceMs: nowMs };
    const silentMs = nowMs - seen.sinceMs;
    const { speed, endsAt } = ctx.clock.world;
    return isLate({ silentMs, speed, nextDueAt: row.nextDueAt, endsAt }) ? bark(ctx, row, silentMs) : false;
  };
}

interface Missing {
  readonly beat: number;
  readonly lastBeatAt: Date | null;
}

async function bark(ctx: WatchContext, { beat, lastBeatAt }: Missing, silentMs: number): Promise<boolean> {
  const seconds = Math.round(silentMs / 1000);
  return inTransaction(ctx.db, async (tx) => {
    if (!(await markMissed(tx, beat))) return false;
    await emitEvent(ctx, tx, {
      kind: 'heartbeat.missed',
      title: `OBSERVER hears no heartbeat since ${seconds} s`,
      summary: `Beat ${beat + 1} did not come: is the heartbeat process alive, and does the queue store answer?`,
      fields: { beat, lastBeatAt: lastBeatAt?.toISOString() ?? null, silentSeconds: seconds },
    });
    return true;
  });
}
