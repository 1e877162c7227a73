import { emitEvent } from '@atc/core/company/events';
import type { Tx } from '@atc/core/kernel/db';
import { sayPct } from '@atc/core/kernel/figures';
import type { Submitted } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { TaskRequest } from '../task.ts';
import type { Decided, Decision } from './decision.ts';
import type { Reviewed } from './read-position.ts';

/** A position that was looked at, and what came of it. */
export interface Review {
  readonly reviewed: Reviewed;
  readonly decided: Decided;
  readonly proposed: Submitted | null;
}

interface Told {
  readonly request: TaskRequest;
  readonly review: Review;
}

const words = {
  hold: 'holds',
  cut: 'would cut',
  raise_stop: 'raises the stop of',
  take_part: 'would take half off',
  scale_up: 'would add to',
} as const satisfies Record<Decision, string>;

/** Tells what ATLAS decided on a position and why, with the entry's reasons then and now. */
export async function tellReview(ctx: AgentContext, tx: Tx, { request, review }: Told): Promise<void> {
  const { reviewed, decided, proposed } = review;
  const { trade, measures, entry, compared, votes, standing } = reviewed;
  const isSeen = standing.silentFor === null;
  await emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'position.reviewed',
    title:
      `ATLAS ${words[decided.decision]} ` +
      `${trade.symbol}${isSeen ? ` at ${sayPct(measures.pnlPct)}` : ''}: ${decided.why}`,
    summary: [
      entry.summary && `entered because: ${entry.summary}`,
      ...(isSeen ? compared.reasons.map(({ verdict, said }) => `${verdict}: ${said}`) : []),
      ...votes.map(({ agentId, vote, reason }) => `${agentId} voted ${vote}: ${reason}`),
    ]
      .filter(Boolean)
      .join('; '),
    moreTags: [decided.decision],
    tradeId: trade.id,
    instrumentId: trade.instrumentId,
    proposalId: request.proposalId,
    depth: request.depth + 1,
    fields: {
      symbol: trade.symbol,
      topic: request.topic ?? null,
      ...decided,
      pnlPct: measures.pnlPct,
      rMultiple: measures.rMultiple,
      mfeR: measures.mfeR,
      holdMinutes: measures.holdMinutes,
      failedShare: isSeen ? standing.failedShare : null,
      chartNow: isSeen ? standing.chartNow : null,
      confidence: trade.confidence,
      reasons: isSeen ? compared.reasons : [],
      votes,
      proposalId: proposed?.proposalId ?? null,
      status: proposed?.status ?? null,
    },
  });
}
