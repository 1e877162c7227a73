import { policiesNow } from '@atc/core/company/policies';
import { readTogether, type Tx } from '@atc/core/kernel/db';
import type { LoopContext } from '@atc/core/loop';
import { driftsOf, saveDrift } from '../../relationships/index.ts';
import { stancesOf } from './brief-store.ts';

/**
 * Moves how well those at the table get on by what they made of each other; call it once, in the transaction of the
 * last turn.
 */
export async function driftPairs(ctx: LoopContext, tx: Tx, roundtableId: string): Promise<void> {
  const { policies, stances } = await readTogether(tx, { policies: policiesNow, stances: stancesOf(roundtableId) });
  const policy = policies.values.relationship_drift_policy;
  if (!policy?.enabled) return;
  const drifts = driftsOf(stances, policy.max_drift_per_conversation);
  const limits = { least: policy.min_affinity, most: policy.max_affinity, at: ctx.clock.now() };
  for (const drift of drifts) await saveDrift(tx, { roundtableId, drift, ...limits });
}
