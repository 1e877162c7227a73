import { type PolicyValue, readPolicies } from '../../../company/policies/index.ts';
import { capKeys } from '../../../desk/caps/index.ts';
import { dayOf } from '../../../kernel/time/index.ts';
import type { LoopContext } from '../../context.ts';
import { recordSignal } from '../record-signal.ts';
import type { PostedSignal, RecordedSignal } from '../signal.ts';
import { countAccepted, countTurnedAway, readUsed, reserveRefusal } from './store.ts';

/** So many refused signals of a key are written down on a day of machine time. */
const REFUSALS_KEPT = 100;

export interface Posted {
  readonly signal: PostedSignal;
  /** The API key that posts it. */
  readonly sender: string;
}

export type Taken =
  | { readonly kind: 'recorded'; readonly signal: RecordedSignal }
  /** Counted; nothing else of it is kept. */
  | { readonly kind: 'turned_away'; readonly reason: string };

/**
 * Takes in a signal that somebody posted. A key has its share of the day's analyses and of what is written down; beyond
 * that its signals are counted and turned away, so that no sender can use up the desk or fill its tables.
 */
export async function takePostedSignal(ctx: LoopContext, { signal, sender }: Posted): Promise<Taken> {
  const day = { sender, day: ctx.clock.machineNow().toISOString().slice(0, 10) };
  const spent = await spentShare(ctx, sender);
  if (spent !== null || !(await reserveRefusal(ctx.db, day, REFUSALS_KEPT))) {
    await countTurnedAway(ctx.db, day);
    return { kind: 'turned_away', reason: spent ?? `${REFUSALS_KEPT} signals of this key were refused today` };
  }
  const recorded = await recordSignal(ctx, { ...signal, trust: 'untrusted', postedBy: sender });
  if (recorded.status !== 'refused') await countAccepted(ctx.db, day);
  return { kind: 'recorded', signal: recorded };
}

/** Which share of the day's analyses is used up, in a sentence; null while some are left. The door checks again. */
async function spentShare(ctx: LoopContext, sender: string): Promise<string | null> {
  const { values } = await readPolicies(ctx.db);
  if (!values.trade_limits) return null;
  const day = dayOf(ctx.clock.now(), values.company?.timezone ?? 'UTC');
  const used = await readUsed(ctx.db, [capKeys.postedAnalyses(day), capKeys.analysesOfSender(day, sender)]);
  return shareFault(values.trade_limits, {
    ofSender: used.get(capKeys.analysesOfSender(day, sender)) ?? 0,
    posted: used.get(capKeys.postedAnalyses(day)) ?? 0,
  });
}

function shareFault(
  limits: PolicyValue<'trade_limits'>,
  { ofSender, posted }: { readonly ofSender: number; readonly posted: number },
): string | null {
  const { max_daily_analyses_of_one_sender: own, max_daily_posted_analyses: all } = limits;
  if (ofSender >= own) return `analyses for this key today: ${ofSender} of ${own}`;
  return posted >= all ? `analyses of posted signals today: ${posted} of ${all}` : null;
}
