import type { policiesNow } from '@atc/core/company/policies';
import type { Answers } from '@atc/core/kernel/db';
import { DAY_MS, dayOf } from '@atc/core/kernel/time';
import { otherConversationsLimit } from '@atc/core/loop/gates';
import { submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { DistilTurn } from '../turns/index.ts';
import { openQuestion } from './open-question.ts';
import { conversationsOn, coolPairsNow, disputesIn, undecidedNow } from './open-question-store.ts';

/** So many conversations of a day are left to purchases that must be debated. */
const SPARE = 2;

/** What must be known of a conversation that has ended to say whether it leaves a debate. */
export function leftOpen({ roundtableId }: DistilTurn, now: Date) {
  const days = [-1, 0, 1].map((shift) => dayOf(new Date(now.getTime() + shift * DAY_MS), 'UTC'));
  return {
    used: conversationsOn(days),
    disputes: disputesIn(roundtableId),
    coolPairs: coolPairsNow,
    undecided: undecidedNow,
  };
}

export type LeftOpen = Answers<ReturnType<typeof leftOpen> & { readonly policies: typeof policiesNow }>;

/**
 * Proposes a debate of what two agents who get on badly differed on in a conversation that has ended, where the day has
 * conversations to spare; once, however often the conversation is gone over. A debate leads to no other.
 */
export async function conveneDebate(
  ctx: AgentContext,
  turn: DistilTurn,
  { policies, used, ...facts }: LeftOpen,
): Promise<void> {
  if (turn.format === 'debate' || turn.format === 'watercooler') return;
  const now = ctx.clock.now();
  const { roundtable_policy: talks, relationship_drift_policy: drift, company } = policies.values;
  // Where affinities stand still nothing is fought out either.
  if (!talks?.enabled || !drift?.enabled) return;
  const today = dayOf(now, company?.timezone ?? 'UTC');
  if (otherConversationsLimit(talks) - (used.get(today) ?? 0) <= SPARE) return;
  const key = `${turn.format}|${turn.topic}|${turn.convenedAt.toISOString()}`;
  const question = openQuestion({ ...facts, roll: (pair) => ctx.dice.roll(`talk.quarrel.${pair}`, key) });
  if (!question) return;
  const { between, about, figure } = question;
  const [one, other] = between.map((agent) => agent.toUpperCase());
  const topic = `${about}: ${one} and ${other} differ over ${figure}`;
  await submitProposal(ctx, {
    agentId: 'atlas',
    title: `Debate: ${topic}`,
    summary: `They were left with it by "${turn.topic}".`,
    missionType: 'analysis',
    steps: [{ kind: 'roundtable_conversation', payload: { format: 'debate', topic, between } }],
    origin: { kind: 'roundtable', id: turn.roundtableId },
    dedupeKey: `debate:${turn.roundtableId}`,
  });
}
