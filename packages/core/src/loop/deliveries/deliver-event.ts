import { type Pace, unhurried } from '../../company/runs/index.ts';
import { type Db, readTogether } from '../../kernel/db/index.ts';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { StaleProposalError } from '../proposals/index.ts';
import { matchReactions, processReaction, queueReactions } from '../reactions/index.ts';
import { type Firing, fireRules, isQuiet, prepareRules, quietFirings } from '../triggers/index.ts';
import {
  type ClaimedDelivery,
  failDelivery,
  finishDelivery,
  questionsOf,
  returnDelivery,
  type TakenDelivery,
  takeDelivery,
} from './store.ts';

const TRIES = 3;

/**
 * Lets every reactive rule and then every reaction of the matrix look at one event, once, and does the reactions at
 * once; returns how many proposals that made. A failure is stored and tried again; the end of a beat's budget is none,
 * and the next beat goes on.
 */
export async function deliverEvent(
  ctx: LoopContext,
  job: { readonly rowId: string; readonly nudge: number },
  pace: Pace = unhurried(ctx.db),
): Promise<number> {
  const once = pace.once ?? pace.write;
  const taken = await once((db) => takeDelivery(db, job.rowId, job.nudge));
  if (!taken) return 0;
  try {
    return await handle(ctx, taken, pace);
  } catch (error) {
    if (pace.signal.aborted) {
      await returnDelivery(ctx.db, taken.delivery);
      return 0;
    }
    await failDelivery(ctx.db, taken.delivery, errorText(error));
    ctx.log.error({ eventId: job.rowId, error: errorText(error) }, 'rules failed on an event');
    return 0;
  }
}

async function handle(ctx: LoopContext, { delivery, facts }: TakenDelivery, pace: Pace): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const asked = attempt === 1 ? facts : await readTogether(ctx.db, questionsOf(delivery.eventId));
    try {
      return await act(ctx, { delivery, facts: asked }, pace);
    } catch (error) {
      if (!(error instanceof StaleProposalError) || attempt >= TRIES) throw error;
    }
  }
}

async function act(ctx: LoopContext, { delivery, facts }: TakenDelivery, pace: Pace): Promise<number> {
  const { event, rules, matrix, books } = facts;
  if (!event) throw new CompanyError('event_missing', 'the event of a delivery does not exist');
  const prepared = await prepareRules(ctx, { event, rules, books });
  const matches = matchReactions(ctx, { event, matrix });
  if (matches.length === 0 && isQuiet(prepared)) {
    const once = pace.once ?? pace.write;
    await once((db) => finish(db, delivery, quietFirings(ctx, { event, prepared })));
    return 0;
  }
  const { firings, queued } = await pace.write(async (tx) => {
    const firings = await fireRules(ctx, tx, { event, prepared });
    const queued = await queueReactions(ctx, tx, { event, matches });
    const { written } = await finish(tx, delivery, firings);
    if (written < firings.length) throw new CompanyError('fired_before', 'a rule has acted on this event');
    return { firings, queued };
  });
  let proposals = firings.filter(({ outcome }) => outcome === 'fired').length;
  for (const reaction of queued) if (await processReaction(ctx, reaction, pace)) proposals += 1;
  return proposals;
}

async function finish(db: Db, delivery: ClaimedDelivery, firings: readonly Firing[]): Promise<{ written: number }> {
  const written = await finishDelivery(db, delivery, firings);
  if (written === null) throw new CompanyError('lease_lost', 'another worker took the event');
  return { written };
}
