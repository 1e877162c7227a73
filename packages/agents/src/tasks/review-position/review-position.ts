import { changeStopsIn } from '@atc/core/desk/positions';
import type { Tx } from '@atc/core/kernel/db';
import { plain } from '@atc/core/kernel/money';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import { tickOf } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type Decided, decidePosition } from './decision.ts';
import { draftDecision } from './draft-decision.ts';
import { raisedStop } from './raised-stop.ts';
import { readPosition } from './read-position.ts';
import { listReviewed } from './store.ts';
import { type Review, tellReview } from './tell-review.ts';

/**
 * ATLAS decides, with the entry's reason before him, whether to hold a position, cut it, raise its stop, take part of
 * it off or, in a review of scaling, add to it. About the company, or an event of no one position, he looks at every
 * open one.
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
      for (const review of reviews) {
        const decided = await raiseStop(ctx, tx, review);
        await tellReview(ctx, tx, { request, review: { ...review, decided } });
      }
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

/** Raises the stop where that was decided, without a vote: less may be lost. Where it cannot be, the trade is held. */
async function raiseStop(ctx: AgentContext, tx: Tx, { reviewed, decided }: Review): Promise<Decided> {
  if (decided.decision !== 'raise_stop') return decided;
  const { trade, held } = reviewed;
  const raised = raisedStop({ trade, stop: held.stop, tick: tickOf(ctx.market, trade.contract) });
  const change = raised && { positionId: trade.id, stopLoss: plain(raised), changedBy: 'ATLAS' };
  const changed = change && (await changeStopsIn(ctx, tx, change));
  if (changed?.outcome === 'changed') return decided;
  return { decision: 'hold', why: `${decided.why}, but its stop could not be raised` };
}

const resultOf = ({ reviewed, decided, proposed }: Review) => ({
  positionId: reviewed.trade.id,
  symbol: reviewed.trade.symbol,
  ...decided,
  proposalId: proposed?.proposalId ?? null,
  status: proposed?.status ?? null,
});
