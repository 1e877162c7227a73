import type { Budgeted } from '../../company/runs/index.ts';
import type { LoopContext } from '../context.ts';
import { deliverEvent } from './deliver-event.ts';
import { anyForgotten, touchForgottenDeliveries } from './store.ts';

const BATCH = 20;
/** Machine time in which an event's own job does it. */
const QUIET_MS = 10_000;

/** Whether `deliverPending` has anything to do, in SQL. */
export const anyPending = anyForgotten(QUIET_MS);

export interface DeliveredPending {
  readonly events: number;
  readonly proposals: number;
}

/** The heartbeat's look at events that nobody acted on: those whose jobs died or were lost, within the budget. */
export async function deliverPending(ctx: LoopContext, beat: Budgeted): Promise<DeliveredPending> {
  let events = 0;
  let proposals = 0;
  while (!beat.signal.aborted) {
    const forgotten = await beat.write((tx) => touchForgottenDeliveries(tx, QUIET_MS, BATCH));
    for (const job of forgotten) {
      // What is left is queued; the sweep tells its queue.
      if (beat.signal.aborted) break;
      events += 1;
      proposals += await deliverEvent(ctx, job, beat);
    }
    if (forgotten.length < BATCH) break;
  }
  return { events, proposals };
}
