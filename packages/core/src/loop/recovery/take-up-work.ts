import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from '../../kernel/queues/index.ts';
import type { LoopContext } from '../context.ts';
import { sweepReactions } from '../reactions/index.ts';
import { type Begun, listOpenWork, type OpenWork, readBegun } from './open-work-store.ts';

const LOOK_MS = 250;

/**
 * What a process that works alone has to do first, in the order in which the one before it would have done it: the part
 * of the instant that was under way, then what was ready. Waits until nobody holds any of it, which `sweep` brings
 * about.
 */
export async function takeUpWork(ctx: LoopContext, sweep: () => Promise<unknown>): Promise<readonly Job[]> {
  const now = ctx.clock.now();
  const begun = await readBegun(ctx.db, now);
  const before = await listOpenWork(ctx.db);
  while ((await listOpenWork(ctx.db)).some(({ held }) => held) || (await readBegun(ctx.db, now)).beatHeld) {
    await sweep();
    await pause(LOOK_MS);
  }
  // They were next: their event has been handled.
  await sweepReactions(ctx, 0);
  const rank = new Map(before.map(({ rowId }, at) => [rowId, at]));
  const placeOf = ({ rowId }: OpenWork) => rank.get(rowId) ?? before.length;
  const ready = (await listOpenWork(ctx.db)).toSorted((a, b) => placeOf(a) - placeOf(b));
  return [...underWay(begun, now), ...ready];
}

function underWay({ rules, beat }: Begun, now: Date): readonly Job[] {
  const rowId = `resumed-${now.getTime()}`;
  const queues = ['price_watch', ...(rules || beat ? ['proactive'] : []), ...(beat ? ['heartbeat'] : [])];
  return queues.map((queue) => ({ queue, rowId, nudge: 0 }));
}
