import { type EventDraft, emitEvent } from '@atc/core/company/events';
import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import { inTransaction } from '@atc/core/kernel/db';
import { DAY_MS } from '@atc/core/kernel/time';
import { insertUse } from '@atc/core/loop/memories';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import { readKept } from '@atc/core/loop/strategies';
import type { AgentContext } from '../context/index.ts';
import { type Idea, ideaOf, type Situation } from './idea.ts';
import {
  type ClaimedInitiative,
  endInitiative,
  findWaitingSignal,
  listHeldTrades,
  listMemoriesOf,
  takeInitiative as take,
} from './store.ts';

const MEMORIES = 50;

/**
 * Lets an agent look for work of its own. What it finds goes through the one door, as everybody's; run again after a
 * crash it proposes the same once. Returns what became of it, null when it was not to be had.
 */
export async function takeInitiative(
  ctx: AgentContext,
  job: { readonly id: string; readonly nudge: number },
): Promise<string | null> {
  const claimed = await take(ctx.db, job);
  if (!claimed) return null;
  const idea = ideaOf(claimed.agentId, await look(ctx, claimed));
  if (!idea) {
    await endInitiative(ctx.db, claimed, { proposalId: null, outcome: 'nothing to propose' });
    return 'nothing to propose';
  }
  const submitted = await propose(ctx, claimed, idea);
  await inTransaction(ctx.db, async (tx) => {
    const outcome = submitted.reasons[0] ? `${submitted.status}: ${submitted.reasons[0].message}` : submitted.status;
    if (!(await endInitiative(tx, claimed, { proposalId: submitted.proposalId, outcome }))) return;
    const { memory } = idea;
    const use = { memoryId: memory.id, usedFor: 'initiative', subjectId: submitted.proposalId, at: ctx.clock.now() };
    await insertUse(tx, { ...use, subjectKind: 'proposal' });
    await emitEvent(ctx, tx, telling(claimed, idea, submitted));
  });
  return submitted.status;
}

async function look(ctx: AgentContext, { id, agentId }: ClaimedInitiative): Promise<Situation> {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - DAY_MS);
  const [memories, all, kept, waiting, policies] = await Promise.all([
    listMemoriesOf(ctx.db, agentId, MEMORIES),
    listHeldTrades(ctx.db, id),
    readKept(ctx.db, now),
    findWaitingSignal(ctx.db, since),
    readPolicies(ctx.db),
  ]);
  // What a strategy sells by its own rules is nobody's idea.
  const held = all.filter(({ positionId }) => !kept.some((one) => one.positionId === positionId));
  return { memories, held, waiting, leastUsd: demandPolicy(policies, 'trade_limits').min_position_usd };
}

function propose(
  ctx: AgentContext,
  { id, agentId, naturalKey }: ClaimedInitiative,
  { memory, proposal }: Idea,
): Promise<Submitted> {
  return submitProposal(ctx, {
    ...proposal,
    agentId,
    title: proposal.missionType === 'analysis' ? `${agentId.toUpperCase()}: ${proposal.title}` : proposal.title,
    summary: `${agentId.toUpperCase()} had the idea by itself, remembering: ${memory.content}`,
    evidence: [{ name: `memory:${memory.type}`, value: memory.confidence, text: memory.content }],
    origin: { kind: 'initiative', id },
    dedupeKey: `initiative:${naturalKey}`,
    depth: 1,
  });
}

function telling(
  { agentId }: ClaimedInitiative,
  { memory, proposal }: Idea,
  { proposalId, status, reasons }: Submitted,
): EventDraft<'initiative.taken'> {
  const refused = reasons[0] ? ` It was refused: ${reasons[0].message}.` : '';
  return {
    agentId,
    kind: 'initiative.taken',
    title: `${agentId.toUpperCase()} takes the initiative: ${proposal.title}`,
    summary: `It remembers: ${memory.content}${refused}`,
    moreTags: [status],
    proposalId,
    depth: 1,
    fields: { memoryId: memory.id, status },
  };
}
