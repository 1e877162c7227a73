import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { decidePosition } from './decision.ts';
import { draftDecision } from './draft-decision.ts';
import { readPosition } from './read-position.ts';
import { listReviewed } from './store.ts';
import { type Review, tellReview } from './tell-review.ts';

/**
 * ATLAS decides, with the entry's reason before him, whether to hold a position, cut it, take part of it off or, in a
 * review of scaling, add to it. About the company, or an event of no one position, he looks at every open one.
 */
export const reviewPosition: Task = async (ctx, request) => {
  const reviews: Review[] = [];
  for (const id of await listReviewed(ctx.db, request.subject)) {
    const review = await reviewOne(ctx, id, { request });
    if (review) reviews.push(review);
  }
  return {
    kind: 'succeeded',
    result: { reviewed: reviews.length, decisions: reviews.map(resultOf) },
    save: async (tx) => {
      for (const review of reviews) await tellReview(ctx, tx, { request, review });
    },
  };
};

interface Ask {
  readonly request: TaskRequest;
}

async function reviewOne(ctx: AgentContext, id: string, { request }: Ask): Promise<Review | null> {
  // The same review run again after a crash is the same proposal.
  const reviewKey = `review:${request.proposalId}:${id}`;
  const reviewed = await readPosition(ctx, id, reviewKey);
  if (!reviewed) return null;
  const decided = decidePosition(reviewed.standing, request.topic === 'scale_decisions');
  const draft = draftDecision({ request, reviewed, decided, reviewKey });
  const proposed: Submitted | null = draft && (await submitProposal(ctx, draft));
  return { reviewed, decided, proposed };
}

const resultOf = ({ reviewed, decided, proposed }: Review) => ({
  positionId: reviewed.trade.id,
  symbol: reviewed.trade.symbol,
  ...decided,
  proposalId: proposed?.proposalId ?? null,
  status: proposed?.status ?? null,
});
