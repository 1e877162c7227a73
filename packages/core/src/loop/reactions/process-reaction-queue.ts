import { type Budgeted, type Pace, type Portion, unhurried } from '../../company/runs/index.ts';
import type { LoopContext } from '../context.ts';
import { processReaction } from './process-reaction.ts';
import { findQueuedReaction, listQueuedReactions } from './store.ts';

const BATCH = 50;

/** The heartbeat's look at waiting reactions: those whose event's job died, one after another within the budget. */
export async function processReactionQueue(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  let proposals = 0;
  let seen = 0;
  for (;;) {
    const waiting = await listQueuedReactions(ctx.db, { quietMs: 0, limit: BATCH });
    for (const id of waiting) {
      if (beat.signal.aborted) return { cursor: 'more', result: { seen, proposals } };
      seen += 1;
      if (await processWaiting(ctx, id, beat)) proposals += 1;
    }
    if (waiting.length < BATCH) return { cursor: null, result: { seen, proposals } };
  }
}

/** Does reactions that nobody did for `quietMs` of machine time; returns how many. */
export async function sweepReactions(ctx: LoopContext, quietMs: number): Promise<number> {
  const waiting = await listQueuedReactions(ctx.db, { quietMs, limit: BATCH });
  for (const id of waiting) await processWaiting(ctx, id, unhurried(ctx.db));
  return waiting.length;
}

async function processWaiting(ctx: LoopContext, id: string, pace: Pace): Promise<boolean> {
  const reaction = await findQueuedReaction(ctx.db, id);
  return reaction !== null && (await processReaction(ctx, reaction, pace));
}
