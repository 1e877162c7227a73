import { inTransaction } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { prepareProposal } from './door/index.ts';
import { StaleProposalError } from './open-proposal.ts';
import type { ProposalDraft, Submitted } from './proposal.ts';
import { saveProposal } from './save-proposal.ts';

const TRIES = 4;

/**
 * The one door: every proposal and mission of the company is made here. Returns what became of it; a refusal is stored
 * with its reasons and is no error. The same natural key is the same proposal. Throws when facts keep changing under
 * it.
 */
export async function submitProposal(ctx: LoopContext, draft: ProposalDraft): Promise<Submitted> {
  for (let attempt = 1; ; attempt += 1) {
    const prepared = await prepareProposal(ctx, draft);
    try {
      return await inTransaction(ctx.db, (tx) => saveProposal(ctx, tx, { prepared, last: attempt >= TRIES }));
    } catch (error) {
      if (!(error instanceof StaleProposalError) || attempt >= TRIES) throw error;
    }
  }
}
