import { type PolicyValue, policyNow } from '../../company/policies/index.ts';
import type { AgentId } from '../../company/roster/index.ts';
import type { LoopContext } from '../context.ts';
import type { Recalled } from './memory.ts';
import { pickByConfidence } from './pick.ts';
import { listRecallable } from './store.ts';

export interface Recalling {
  readonly agentId: AgentId;
  /** Natural key of the decision: the same key recalls the same. */
  readonly key: string;
  /** The policy as it stands; undefined, where it cannot be read: nothing is recalled. */
  readonly influence: Influence | undefined;
}

export type Influence = PolicyValue<'memory_influence_policy'>;

/** How far memories may influence topics, as it stands. */
export const influenceNow = policyNow('memory_influence_policy');

/**
 * The memory that influences an agent's next topic, in as many cases as the policy says (30 %); null in the others, and
 * when it has none.
 */
export async function recall(
  ctx: Pick<LoopContext, 'db' | 'dice'>,
  { agentId, key, influence }: Recalling,
): Promise<Recalled | null> {
  if (!influence?.enabled || ctx.dice.roll('memory.influence', key) >= influence.probability) return null;
  const known = await listRecallable(ctx.db, {
    agentId,
    types: influence.types_used,
    minConfidence: influence.min_confidence,
  });
  return pickByConfidence(known, ctx.dice.roll('memory.pick', key));
}
