import { readPolicies } from '../../company/policies/index.ts';
import type { AgentId } from '../../company/roster/index.ts';
import type { LoopContext } from '../context.ts';
import type { Recalled } from './memory.ts';
import { pickByConfidence } from './pick.ts';
import { listRecallable } from './store.ts';

export interface Recalling {
  readonly agentId: AgentId;
  /** Natural key of the decision: the same key recalls the same. */
  readonly key: string;
}

/**
 * The memory that influences an agent's next topic, in as many cases as the policy says (30 %); null in the others, and
 * when it has none.
 */
export async function recall(
  ctx: Pick<LoopContext, 'db' | 'dice'>,
  { agentId, key }: Recalling,
): Promise<Recalled | null> {
  const policy = (await readPolicies(ctx.db)).values.memory_influence_policy;
  if (!policy?.enabled || ctx.dice.roll('memory.influence', key) >= policy.probability) return null;
  const known = await listRecallable(ctx.db, {
    agentId,
    types: policy.types_used,
    minConfidence: policy.min_confidence,
  });
  return pickByConfidence(known, ctx.dice.roll('memory.pick', key));
}
