import { type EventDraft, emitEvent } from '@atc/core/company/events';
import { type Db, readOne, type Tx } from '@atc/core/kernel/db';
import { sayRatio } from '@atc/core/kernel/figures';
import type { Nudge } from '@atc/core/kernel/queues';
import { resolveIn } from '@atc/core/loop/proposals';
import type { AgentContext } from '../context/index.ts';
import type { ReviewBriefing, ReviewOpinion } from '../minds/index.ts';
import { personas } from '../personas/index.ts';
import { briefReviewer } from './briefing/index.ts';
import { insertDistilTurn } from './distil/index.ts';
import { endRoundtable, votesOf } from './store.ts';
import { driftPairs } from './talk/index.ts';
import type { VotingTurn, Words } from './turns/index.ts';
import { type CastVote, decideVerdict, type Verdict } from './verdict.ts';

/** What the agent of a turn says and votes. */
export async function askForVote(ctx: AgentContext, db: Db, turn: VotingTurn): Promise<Words> {
  const { briefing, written } = await briefReviewer(ctx, db, turn);
  const mind = ctx.minds.of(turn.agentId);
  const opinion = await mind.review(briefing, turn.agentId);
  return wordsOf(turn, { opinion, briefing, written, mind: opinion.mind ?? mind.name, at: ctx.clock.now() });
}

interface Voted {
  readonly opinion: ReviewOpinion;
  readonly briefing: ReviewBriefing;
  /** What was handed in before the first vote. */
  readonly written: readonly CastVote[];
  readonly mind: string;
  /** Company time. */
  readonly at: Date;
}

function wordsOf(turn: VotingTurn, { opinion, briefing, written, mind, at }: Voted): Words {
  const { text, vote, probability, reason, trust } = opinion;
  return {
    text,
    content: { vote, probability, reason, heard: briefing.heard, trust },
    mind,
    votes: [
      ...written.map(({ vote: choice, ...one }) => ({ ...one, choice, written: true })),
      { agentId: turn.agentId, choice: vote, probability, reason, written: false },
    ],
    briefing: { ...briefing, heard: [], said: undefined },
    next: null,
    ends: false,
    event: told(turn, opinion),
    at,
  };
}

/** Decides by the votes what was reviewed or debated. Returns the turn that goes over a debate, or null. */
export async function decideByVotes(ctx: AgentContext, tx: Tx, turn: VotingTurn): Promise<Nudge | null> {
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
  if (turn.format !== 'debate') return null;
  await endDebate(ctx, tx, { turn, verdict });
  return insertDistilTurn(tx, turn.roundtableId, turn.turnNo);
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
    proposalId: turn.proposalId,
    instrumentId: turn.instrumentId,
    depth: turn.depth + 1,
    fields: { roundtableId: turn.roundtableId, turnNo: turn.turnNo, vote, probability },
  };
}
