import { type ProposalDraft, submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskEnd } from '../task.ts';
import { draftPlan } from './draft-plan.ts';
import { readPlan } from './read-plan.ts';
import { readSignal } from './read-signal.ts';
import { findOpenPosition } from './store.ts';

/**
 * SCOUT turns an analysed signal into a proposal: a buy into an entry, a sell into an exit, a scale into a larger
 * position. What the door refuses is a result too.
 */
export const preparePlan: Task = async (ctx, request) => {
  const signal = await readSignal(ctx.db, request.subject);
  if (typeof signal === 'string') return { kind: 'failed', reason: signal };
  const position = await findOpenPosition(ctx.db, signal.instrumentId);
  if (signal.signalType !== 'buy' && !position)
    return { kind: 'failed', reason: signal.signalType === 'sell' ? 'nothing_to_sell' : 'nothing_to_scale' };
  const held = signal.signalType === 'scale' ? position : null;
  const asked = { contract: signal.contract, now: ctx.clock.now(), held };
  const needsPlan = signal.signalType !== 'sell' && !signal.found;
  const plan = needsPlan ? readPlan(ctx.market, asked) : null;
  if (needsPlan && !plan) return { kind: 'failed', reason: `not enough bars of ${signal.symbol} to plan a trade` };
  return submit(ctx, draftPlan({ signal, position, plan, request }));
};

async function submit(ctx: AgentContext, draft: ProposalDraft): Promise<TaskEnd> {
  const { proposalId, status, reasons } = await submitProposal(ctx, draft);
  return { kind: 'succeeded', result: { proposalId, status, reasons: reasons.map(({ message }) => message) } };
}
