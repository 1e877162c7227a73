import { findEvent } from '../../company/events/index.ts';
import { type Pace, unhurried } from '../../company/runs/index.ts';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { announceProposal, StaleProposalError } from '../proposals/index.ts';
import { matchReactions, processReaction, queueReactions } from '../reactions/index.ts';
import { fireRules, prepareRules } from '../triggers/index.ts';
import { type ClaimedDelivery, failDelivery, finishDelivery, returnDelivery, takeDelivery } from './store.ts';

const TRIES = 3;

/**
 * Lets every reactive rule and then every reaction of the matrix look at one event, once, and does the reactions at once;
 * returns how many proposals that made. A failure is stored and tried again; the end of a beat's budget is none, and the next
 * beat goes on.
 */
export async function deliverEvent(
  ctx: LoopContext,
  job: { readonly rowId: string; readonly nudge: number },
  pace: Pace = unhurried(ctx.db),
): Promise<number> {
  const delivery = await pace.write((tx) => takeDelivery(tx, job.rowId, job.nudge));
  if (!delivery) return 0;
  try {
    return await handle(ctx, delivery, pace);
  } catch (error) {
    if (pace.signal.aborted) {
      await returnDelivery(ctx.db, delivery);
      return 0;
    }
    await failDelivery(ctx.db, delivery, errorText(error));
    ctx.log.error({ eventId: delivery.eventId, error: errorText(error) }, 'rules failed on an event');
    return 0;
  }
}

async function handle(ctx: LoopContext, delivery: ClaimedDelivery, pace: Pace): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act(ctx, delivery, pace);
    } catch (error) {
      if (!(error instanceof StaleProposalError) || attempt >= TRIES) throw error;
    }
  }
}

async function act(ctx: LoopContext, delivery: ClaimedDelivery, pace: Pace): Promise<number> {
  const event = await findEvent(ctx.db, delivery.eventId);
  if (!event) throw new CompanyError('event_missing', 'the event of a delivery does not exist');
  const [prepared, matches] = await Promise.all([prepareRules(ctx, event), matchReactions(ctx, event)]);
  const { fired, queued } = await pace.write(async (tx) => {
    const done = {
      fired: await fireRules(ctx, tx, { event, prepared }),
      queued: await queueReactions(ctx, tx, { event, matches }),
    };
    if (!(await finishDelivery(tx, delivery))) throw new CompanyError('lease_lost', 'another worker took the event');
    return done;
  });
  for (const proposal of fired) await announceProposal(ctx, proposal);
  let proposals = fired.length;
  for (const id of queued) if (await processReaction(ctx, id, pace)) proposals += 1;
  return proposals;
}
