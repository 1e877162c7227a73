import { type EventDraft, emitEvent } from '@atc/core/company/events';
import { inTransaction, readOne, type Tx } from '@atc/core/kernel/db';
import { sayRatio } from '@atc/core/kernel/figures';
import { resolveIn } from '@atc/core/loop/proposals';
import { TURNS_QUEUE } from '@atc/core/loop/reviews';
import type { AgentContext } from '../context/index.ts';
import type { ReviewBriefing, ReviewOpinion } from '../minds/index.ts';
import { personas } from '../personas/index.ts';
import { briefReviewer } from './briefing/index.ts';
import { type DistilOutcome, insertDistilTurn, runDistil } from './distil/index.ts';
import { giveWay } from './give-way.ts';
import { whileHeld } from './hold-lease.ts';
import { endRoundtable, votesOf } from './store.ts';
import { driftPairs, runSpokenTurn, type SpokenOutcome } from './talk/index.ts';
import type { VotingTurn } from './turn.ts';
import { saveTurn, takeTurn, type Words } from './turn-store.ts';
import { decideVerdict, type Verdict } from './verdict.ts';

/** What became of a turn: said, the last one with a verdict, overtaken by another decision, or somebody else's. */
export type TurnOutcome = 'said' | 'decided' | 'overtaken' | 'lost' | SpokenOutcome | DistilOutcome;

/**
 * Runs one turn of a conversation. In a desk review, and where a debate votes, the agent's words, vote and, on the last
 * turn, the verdict are stored in one transaction, or nothing is.
 */
export async function runTurn(
  ctx: AgentContext,
  job: { readonly id: string; readonly nudge: number },
): Promise<TurnOutcome> {
  const turn = await takeTurn(ctx.db, job);
  switch (turn?.kind) {
    case undefined:
      return 'lost';
    case 'vote':
      return runVote(ctx, turn);
    case 'speak':
      return runSpokenTurn(ctx, turn);
    case 'distill':
      return runDistil(ctx, turn);
  }
}

async function runVote(ctx: AgentContext, turn: VotingTurn): Promise<TurnOutcome> {
  return whileHeld(ctx, turn, async () => {
    if (turn.proposalStatus === 'pending') return speak(ctx, turn);
    return (await giveWay(ctx, turn)) ? 'overtaken' : 'lost';
  });
}

async function speak(ctx: AgentContext, turn: VotingTurn): Promise<TurnOutcome> {
  const briefing = await briefReviewer(ctx, turn);
  const mind = ctx.minds.of(turn.agentId);
  const opinion = await mind.review(briefing, turn.agentId);
  const words = wordsOf(turn, { opinion, briefing, mind: opinion.mind ?? mind.name, at: ctx.clock.now() });
  if (turn.turnNo < turn.turnsPlanned) {
    const saved = await saveTurn(ctx.db, turn, words);
    if (saved?.next) await ctx.queues.nudge(TURNS_QUEUE, [saved.next]);
    return saved ? 'said' : 'lost';
  }
  return inTransaction(ctx.db, async (tx) => {
    if (!(await saveTurn(tx, turn, words))) return 'lost';
    await conclude(ctx, tx, turn);
    return 'decided';
  });
}

interface Voted {
  readonly opinion: ReviewOpinion;
  readonly briefing: ReviewBriefing;
  readonly mind: string;
  /** Company time. */
  readonly at: Date;
}

function wordsOf(turn: VotingTurn, { opinion, briefing, mind, at }: Voted): Words {
  const { text, vote, probability, reason, trust } = opinion;
  return {
    text,
    content: { vote, probability, reason, heard: briefing.heard, trust },
    mind,
    vote: { choice: vote, probability, reason },
    briefing: { ...briefing, heard: [], said: undefined },
    next: null,
    ends: false,
    event: told(turn, opinion),
    at,
  };
}

async function conclude(ctx: AgentContext, tx: Tx, turn: VotingTurn): Promise<void> {
  const verdict = decideVerdict(await readOne(tx, votesOf(turn.roundtableId)));
  const decision = {
    proposalId: turn.proposalId,
    by: turn.format,
    decision: verdict.decision,
    reason: verdict.reason,
  };
  const tried = await resolveIn(ctx, tx, decision);
  // What may not be approved now, because trading is not active, is not approved: no decision is a rejection.
  const why = tried.reasons.map(({ message }) => message).join('; ');
  const { outcome } =
    tried.outcome === 'refused'
      ? await resolveIn(ctx, tx, { ...decision, decision: 'reject', reason: `${verdict.reason} But ${why}.` })
      : tried;
  await endRoundtable(tx, turn.roundtableId, {
    verdict: { ...verdict, outcome: outcome === 'not_pending' ? 'overtaken' : outcome },
    at: ctx.clock.now(),
  });
  if (turn.format !== 'debate') return;
  await endDebate(ctx, tx, { turn, verdict });
  tx.nudge(TURNS_QUEUE, await insertDistilTurn(tx, turn.roundtableId, turn.turnNo));
}

interface Decided {
  readonly turn: VotingTurn;
  readonly verdict: Verdict;
}

/** What is left when a debate is over: how its speakers get on from now on, and the word of it. */
async function endDebate(ctx: AgentContext, tx: Tx, { turn, verdict }: Decided): Promise<void> {
  await driftPairs(ctx, tx, turn.roundtableId);
  await emitEvent(ctx, tx, {
    agentId: verdict.decidedBy,
    kind: 'roundtable.ended',
    title: `Debate on "${turn.topic}" ended: ${verdict.reason}`,
    summary: `${turn.turnNo} turns, ${verdict.decision}.`,
    tags: ['roundtable', 'ended'],
    proposalId: turn.proposalId,
    instrumentId: turn.instrumentId,
    depth: turn.depth + 1,
    fields: { roundtableId: turn.roundtableId, format: turn.format, turns: turn.turnNo },
  });
}

function told(turn: VotingTurn, { text, vote, probability, reason }: ReviewOpinion): EventDraft {
  const { name } = personas[turn.agentId];
  return {
    agentId: turn.agentId,
    kind: 'review.turn',
    title: `${name}: ${text}`,
    summary: `${name} votes ${vote} (${sayRatio(probability)}) on "${turn.topic}": ${reason}`,
    tags: ['review', 'turn'],
    proposalId: turn.proposalId,
    instrumentId: turn.instrumentId,
    depth: turn.depth + 1,
    fields: { roundtableId: turn.roundtableId, turnNo: turn.turnNo, vote, probability },
  };
}
