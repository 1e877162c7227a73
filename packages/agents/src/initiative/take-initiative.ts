import { type EventDraft, emitEvent } from '@atc/core/company/events';
import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import { inTransaction } from '@atc/core/kernel/db';
import { DAY_MS } from '@atc/core/kernel/time';
import { insertUse, type Recalled } from '@atc/core/loop/memories';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import { readKept } from '@atc/core/loop/strategies';
import type { AgentContext } from '../context/index.ts';
import {
  findIdeaOf,
  type Idea,
  ideaFrom,
  insertIdea,
  linkProposal,
  listOpenCauses,
  sayWrongIf,
} from './ideas/index.ts';
import { type Option, optionsOf, type Situation } from './options.ts';
import {
  type ClaimedInitiative,
  endInitiative,
  findWaitingSignal,
  listHeldTrades,
  listMemoriesOf,
  takeInitiative as take,
} from './store.ts';
import { think } from './think.ts';

const MEMORIES = 50;

/**
 * Lets an agent look for work of its own. What it thinks of is written down with what would prove it wrong, and goes
 * through the one door, as everybody's; run again after a crash it proposes the same once. Returns what became of it,
 * null when it was not to be had.
 */
export async function takeInitiative(
  ctx: AgentContext,
  job: { readonly id: string; readonly nudge: number },
): Promise<string | null> {
  const claimed = await take(ctx.db, job);
  if (!claimed) return null;
  const situation = await look(ctx, claimed);
  const options = optionsOf(claimed.agentId, situation);
  const idea = await ideaOf(ctx, claimed, options);
  const option = options.find(({ id }) => id === idea?.choice);
  const memory = situation.memories.find(({ id }) => id === idea?.memoryId);
  if (!idea || !option || !memory) {
    await endInitiative(ctx.db, claimed, { proposalId: null, outcome: NOTHING });
    return NOTHING;
  }
  const work: Work = { claimed, idea, option, memory };
  const submitted = await propose(ctx, work);
  await save(ctx, work, submitted);
  return submitted.status;
}

const NOTHING = 'nothing to propose';

interface Work {
  readonly claimed: ClaimedInitiative;
  readonly idea: Idea;
  readonly option: Option;
  readonly memory: Recalled;
}

/** The idea of a look, written down; null when it has none, or the same cause has one open. */
async function ideaOf(
  ctx: AgentContext,
  { id, agentId, naturalKey, attempt }: ClaimedInitiative,
  options: readonly Option[],
): Promise<Idea | null> {
  const before = attempt > 1 ? await findIdeaOf(ctx.db, id) : null;
  if (before || options.length === 0) return before;
  const now = ctx.clock.now();
  const thought = await think(ctx, { agentId, key: `initiative:${naturalKey}`, now, options });
  if (!thought) return null;
  const idea = ideaFrom(thought.option, thought, now);
  return (await insertIdea(ctx.db, { initiativeId: id, agentId }, idea)) ? idea : null;
}

async function look(ctx: AgentContext, { id, agentId }: ClaimedInitiative): Promise<Situation> {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - DAY_MS);
  const [memories, all, kept, waiting, open, policies] = await Promise.all([
    listMemoriesOf(ctx.db, agentId, MEMORIES),
    listHeldTrades(ctx.db, id),
    readKept(ctx.db, now),
    findWaitingSignal(ctx.db, since),
    listOpenCauses(ctx.db, { initiativeId: id, agentId }),
    readPolicies(ctx.db),
  ]);
  const listed = new Set(ctx.market.contracts().map(({ contract }) => contract));
  const priced = <T extends { readonly contract: string }>(one: T) => ({
    ...one,
    price: listed.has(one.contract) ? (ctx.market.price(one.contract, now)?.price ?? null) : null,
  });
  // What a strategy sells by its own rules is nobody's idea.
  const held = all.filter(({ positionId }) => !kept.some((one) => one.positionId === positionId)).map(priced);
  const leastUsd = demandPolicy(policies, 'trade_limits').min_position_usd;
  return { memories, held, waiting: waiting && priced(waiting), leastUsd, open };
}

function propose(ctx: AgentContext, { claimed, option: { proposal }, idea, memory }: Work): Promise<Submitted> {
  const { id, agentId, naturalKey } = claimed;
  const name = agentId.toUpperCase();
  return submitProposal(ctx, {
    ...proposal,
    agentId,
    title: proposal.missionType === 'analysis' ? `${name}: ${proposal.title}` : proposal.title,
    summary: `${name} had the idea by itself, remembering: ${memory.content} ${sentence(sayWrongIf(idea))}`,
    evidence: [{ name: `memory:${memory.type}`, value: memory.confidence, text: memory.content }],
    origin: { kind: 'initiative', id },
    dedupeKey: `initiative:${naturalKey}`,
    depth: 1,
  });
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

async function save(ctx: AgentContext, work: Work, submitted: Submitted): Promise<void> {
  const { claimed, memory } = work;
  const { proposalId, status, reasons } = submitted;
  await inTransaction(ctx.db, async (tx) => {
    const outcome = reasons[0] ? `${status}: ${reasons[0].message}` : status;
    if (!(await endInitiative(tx, claimed, { proposalId, outcome }))) return;
    await linkProposal(tx, claimed.id, proposalId);
    const use = { memoryId: memory.id, usedFor: 'initiative', subjectId: proposalId, at: ctx.clock.now() };
    await insertUse(tx, { ...use, subjectKind: 'proposal' });
    await emitEvent(ctx, tx, telling(work, submitted));
  });
}

function telling(
  { claimed: { agentId }, memory, option: { proposal }, idea }: Work,
  { proposalId, status, reasons }: Submitted,
): EventDraft<'initiative.taken'> {
  const refused = reasons[0] ? ` It was refused: ${reasons[0].message}.` : '';
  const why = idea.why === memory.content ? '' : ` ${idea.why}`;
  const { figure, wrongIf, bound, dueAt } = idea;
  return {
    agentId,
    kind: 'initiative.taken',
    title: `${agentId.toUpperCase()} takes the initiative: ${proposal.title}`,
    summary: `It remembers: ${memory.content}${why} ${sentence(sayWrongIf(idea))}${refused}`,
    moreTags: [status],
    proposalId,
    depth: 1,
    fields: { memoryId: memory.id, status, figure, wrongIf, bound, dueAt: dueAt.toISOString() },
  };
}
