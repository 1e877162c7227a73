import { fieldOf } from '../../company/events/index.ts';
import type { Pace } from '../../company/runs/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { type Prepared, prepareProposal, StaleProposalError, saveProposal } from '../proposals/index.ts';
import { claimSignal, isClaimable } from '../signals/index.ts';
import { aboutOf, draftAction, factsOfEvent, type RuleAction, taskKey, type Unfilled } from '../triggers/index.ts';
import { answerOf } from './answers.ts';
import type { QueuedReaction } from './pattern.ts';
import { endReaction, failReaction, holdReaction } from './store.ts';

const TRIES = 3;

/**
 * Does what a waiting reaction asks for, once, through the one door; true when it led to a proposal. A failure is
 * stored and tried again; the end of a beat's budget is none.
 */
export async function processReaction(ctx: LoopContext, reaction: QueuedReaction, pace: Pace): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await react(ctx, reaction, pace);
    } catch (error) {
      if (error instanceof StaleProposalError && attempt < TRIES) continue;
      if (pace.signal.aborted) return false;
      await failReaction(ctx.db, reaction.id, { error: errorText(error), at: ctx.clock.now() });
      ctx.log.error({ reactionId: reaction.id, error: errorText(error) }, 'a reaction failed');
      return false;
    }
  }
}

async function react(ctx: LoopContext, reaction: QueuedReaction, pace: Pace): Promise<boolean> {
  const action: RuleAction = {
    ...answerOf(reaction.reactionType),
    targetAgent: reaction.targetAgent,
    subject: 'company',
  };
  const draft = draftReaction(reaction, action);
  const intent = 'fault' in draft ? draft : await prepareProposal(ctx, draft);
  const signalId = action.claimsSignal ? fieldOf(reaction.event, 'signalId') : null;
  return pace.write((tx) => settle(ctx, tx, { id: reaction.id, intent, signalId }));
}

function draftReaction({ reactionType, targetAgent, event }: QueuedReaction, action: RuleAction) {
  const task = action.task ?? reactionType;
  return draftAction({
    action,
    facts: factsOfEvent(event),
    subject: aboutOf(event),
    topic: null,
    origin: { kind: 'reaction', id: event.id },
    dedupeKey: taskKey({ agentId: targetAgent, task, eventId: event.id }),
    depth: event.depth + 1,
  });
}

interface Settling {
  readonly id: string;
  readonly intent: Prepared | Unfilled;
  readonly signalId: string | null;
}

async function settle(ctx: LoopContext, tx: Tx, { id, intent, signalId }: Settling): Promise<boolean> {
  if (!(await holdReaction(tx, id))) return false;
  const skip = async (outcome: string) => {
    await endReaction(tx, id, { status: 'skipped', outcome, proposalId: null, at: ctx.clock.now() });
    return false;
  };
  if ('fault' in intent) return skip(intent.fault);
  if (signalId !== null && !(await isClaimable(tx, signalId))) return skip('the signal is taken');
  if (signalId !== null) await claimSignal(tx, signalId, `reaction:${id}`);
  const submitted = await saveProposal(ctx, tx, { prepared: intent, last: true });
  const { status, duplicate, proposalId, reasons } = submitted;
  const outcome = duplicate ? 'shared with a rule' : (reasons[0]?.message ?? status);
  await endReaction(tx, id, { status: 'processed', outcome, proposalId, at: ctx.clock.now() });
  return true;
}
