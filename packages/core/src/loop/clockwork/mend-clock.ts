import { emitEvent } from '../../company/events/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { moveInstants, noteClock } from './clock-store.ts';

/**
 * Where the database's clock was set back, moves what waits for an instant of it along, and tells: leases, retries and
 * rests would last an hour longer otherwise, those of exits too. Returns how many rows were moved; a clock that was set
 * forward makes nothing wait.
 */
export async function mendClock(ctx: LoopContext): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const seconds = await noteClock(tx);
    if (seconds === null) return 0;
    const moved = await moveInstants(tx, seconds);
    await emitEvent(ctx, tx, {
      kind: 'clock.set_back',
      title: `OBSERVER sees that the machine’s clock was set back by ${Math.round(seconds)} s`,
      summary: 'What waited for a time was moved with it. Check the clock and its time service.',
      fields: { seconds: Math.round(seconds), moved },
    });
    return moved;
  });
}
