import type { DeskContext } from '../context.ts';
import { listUnfollowed, markFollowed, mayFollow } from './lock-store.ts';
import { setTradingState } from './state/index.ts';
import { listActiveLocks, readTradingState } from './store.ts';

const BY = 'protection:max_drawdown';

/** Whether `followDrawdown` may have anything to do at a company time, as part of a statement. */
export const drawdownToFollow = (now: Date) => mayFollow(now, BY);

/**
 * Lets the trading state follow the deepest drawdown: `reducing` when its lock came, back to `active` when it has ended
 * or was lifted. An operator who set another state meanwhile is not overruled. Safe to run again.
 */
export async function followDrawdown(ctx: DeskContext): Promise<void> {
  const now = ctx.clock.now();
  const { state, changedBy } = await readTradingState(ctx.db);
  for (const { id, reason } of await listUnfollowed(ctx.db, now)) {
    if (state === 'active') await setTradingState(ctx, { state: 'reducing', reason, by: BY });
    await markFollowed(ctx.db, id);
  }
  if (state !== 'reducing' || changedBy !== BY) return;
  const locks = await listActiveLocks(ctx.db, now);
  if (locks.some(({ kind }) => kind === 'max_drawdown')) return;
  await setTradingState(ctx, { state: 'active', reason: 'the lock for the drawdown has ended', by: BY });
}
