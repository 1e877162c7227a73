import type { Budgeted, Portion } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { deliverPending } from '@atc/core/loop/deliveries';
import { fireDueRules } from '@atc/core/loop/triggers';
import { queueInitiatives } from '../initiative/index.ts';
import { conveneDue } from '../roundtables/index.ts';

/** The heartbeat's first operation: events that nobody acted on, scheduled rules whose turn was missed, conversations that are due, initiatives. */
export async function evaluateTriggers(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  const { events, proposals } = await deliverPending(ctx, beat);
  const scheduled = await fireDueRules(ctx, beat);
  const convened = await conveneDue(ctx, beat);
  const initiatives = await queueInitiatives(ctx, beat);
  const result = { events, proposals, scheduled, convened, initiatives };
  return { cursor: beat.signal.aborted ? 'more' : null, result };
}
