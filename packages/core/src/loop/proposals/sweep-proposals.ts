import { z } from 'zod';
import type { LoopContext } from '../context.ts';
import { origin } from '../kinds/index.ts';
import { listRunnableDueExits } from './exit-store.ts';
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

/** Rejects pending proposals whose time is over and raises exits that had to wait. */
export async function sweepProposals(ctx: LoopContext): Promise<ProposalsSwept> {
  const expired = await listExpired(ctx.db, ctx.clock.now(), BATCH);
  for (const proposalId of expired) {
    await resolveProposal(ctx, { proposalId, decision: 'reject', by: 'expired', reason: 'nobody decided in time' });
  }
  const due = await listRunnableDueExits(ctx.db, BATCH);
  for (const { positionId, due: stored } of due) {
    const { triggerPrice, ...exit } = dueExit.parse(stored);
    await raiseExit(ctx, { positionId, ...exit, ...(triggerPrice === null ? {} : { triggerPrice }) });
  }
  return { expired: expired.length, raised: due.length };
}
