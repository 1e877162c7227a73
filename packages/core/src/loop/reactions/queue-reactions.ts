import type { EventRow } from '../../company/events/index.ts';
import { type PolicyValue, policyNow } from '../../company/policies/index.ts';
import { agentIds } from '../../company/roster/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { sayRatio } from '../../kernel/figures/index.ts';
import type { LoopContext } from '../context.ts';
import { matchPatterns } from './matrix.ts';
import type { Match, QueuedReaction } from './pattern.ts';
import { insertReaction, type NewReaction } from './store.ts';

/** The matrix as it stands. */
export const matrixNow = policyNow('reaction_matrix');

/** Who may react to an event by the matrix; nobody while the policy cannot be read. */
export function matchReactions(
  { dice }: Pick<LoopContext, 'dice'>,
  { event, matrix }: { readonly event: EventRow; readonly matrix: PolicyValue<'reaction_matrix'> | undefined },
): readonly Match[] {
  return matchPatterns(matrix?.patterns ?? [], event, dice);
}

/**
 * Writes every match down, queued or with why not: chance or the cooldown of its source, target and type. Returns those
 * queued.
 */
export async function queueReactions(
  ctx: LoopContext,
  tx: Tx,
  { event, matches }: { readonly event: EventRow; readonly matches: readonly Match[] },
): Promise<readonly QueuedReaction[]> {
  const queued: QueuedReaction[] = [];
  const sourceAgent = agentIds.find((id) => id === event.agentId) ?? 'observer';
  const at = ctx.clock.now();
  for (const match of matches) {
    const { target: targetAgent, type: reactionType } = match.pattern;
    const reaction = { sourceAgent, targetAgent, reactionType, triggerEventId: event.id, roll: match.roll, at };
    const id = await insertReaction(tx, { ...reaction, ...condition({ match, sourceAgent, at }) });
    if (id) queued.push({ id, targetAgent, reactionType, event });
  }
  return queued;
}

interface Reacting {
  readonly match: Match;
  readonly sourceAgent: string;
  readonly at: Date;
}

function condition({ match, sourceAgent, at }: Reacting): Pick<NewReaction, 'skipped' | 'cooldown'> {
  const { probability, target, type, cooldown: minutes } = match.pattern;
  if (match.roll >= probability)
    return { skipped: `chance: ${sayRatio(match.roll, 3)} is not below ${probability}`, cooldown: null };
  if (minutes === 0) return { skipped: null, cooldown: null };
  const key = `reaction:${sourceAgent}>${target}:${type}`;
  const refusal = `cooldown: ${sourceAgent} made ${target} ${type.replaceAll('_', ' ')} within ${minutes} minutes`;
  return { skipped: null, cooldown: { key, subject: 'company', minutes, now: at, refusal } };
}
