import { z } from 'zod';
import { canBeSold } from '../../desk/instruments/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { origin } from '../kinds/index.ts';
import { type DueExit, listRunnableDueExits } from './exit-store.ts';
import { exitReasons } from './proposal.ts';
import { raiseExit } from './raise-exit.ts';
import { resolveProposal } from './resolve-proposal.ts';
import { listExpired } from './store.ts';

const BATCH = 100;

const dueExit = z.object({
  reason: z.enum(exitReasons),
  by: z.string(),
  origin,
  triggerPrice: z.string().nullable(),
});

export interface ProposalsSwept {
  readonly expired: number;
  readonly raised: number;
}

/**
 * Raises exits that had to wait and rejects pending proposals whose time is over; one that breaks keeps no other from
 * it.
 */
export async function sweepProposals(ctx: LoopContext): Promise<ProposalsSwept> {
  let raised = 0;
  for (const due of await listRunnableDueExits(ctx.db, BATCH)) if (await raiseDue(ctx, due)) raised += 1;
  let expired = 0;
  for (const proposalId of await listExpired(ctx.db, ctx.clock.now(), BATCH))
    if (await expire(ctx, proposalId)) expired += 1;
  return { expired, raised };
}

async function raiseDue(ctx: LoopContext, { positionId, contract, due }: DueExit): Promise<boolean> {
  if (!canBeSold(contract, ctx.clock.now())) return false;
  try {
    const { triggerPrice, ...exit } = dueExit.parse(due);
    await raiseExit(ctx, { positionId, ...exit, ...(triggerPrice === null ? {} : { triggerPrice }) });
    return true;
  } catch (error) {
    ctx.log.error({ positionId, error: errorText(error) }, 'an exit that is due was not raised');
    return false;
  }
}

async function expire(ctx: LoopContext, proposalId: string): Promise<boolean> {
  try {
    await resolveProposal(ctx, { proposalId, decision: 'reject', by: 'expired', reason: 'nobody decided in time' });
    return true;
  } catch (error) {
    ctx.log.error({ proposalId, error: errorText(error) }, 'a proposal whose time is over was not rejected');
    return false;
  }
}
