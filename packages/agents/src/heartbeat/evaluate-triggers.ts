import type { Budgeted, Portion } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { deliverPending } from '@atc/core/loop/deliveries';
import { fireDueRules } from '@atc/core/loop/triggers';
import { queueInitiatives } from '../initiative/index.ts';
import { conveneDue } from '../roundtables/index.ts';

/**
 * The heartbeat's first operation: events that nobody acted on, scheduled rules whose turn was missed, conversations
 * that are due, initiatives. What breaks of these keeps none of the others from being done, and fails the operation
 * afterwards.
 */
export async function evaluateTriggers(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  const broken: unknown[] = [];
  const note = (error: unknown) => {
    broken.push(error);
    return null;
  };
  const delivered = await deliverPending(ctx, beat).catch(note);
  const scheduled = await fireDueRules(ctx, beat).catch(note);
  const convened = await conveneDue(ctx, beat).catch(note);
  const initiatives = await queueInitiatives(ctx, beat).catch(note);
  if (broken.length > 0) throw broken[0];
  return { cursor: beat.signal.aborted ? 'more' : null, result: { ...delivered, scheduled, convened, initiatives } };
}
