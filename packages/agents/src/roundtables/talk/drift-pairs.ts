import { policiesNow } from '@atc/core/company/policies';
import { readTogether, type Tx } from '@atc/core/kernel/db';
import { DAY_MS } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';
import { remember } from '@atc/core/loop/memories';
import { driftsOf, saveDrift } from '../../relationships/index.ts';
import { type Due, disputesDue, memoriesOf, settle, stancesAfter } from '../disputes/index.ts';
import { stancesOf } from './brief-store.ts';

/** A dispute about what is still held after so long is settled by nothing. */
const OPEN_DAYS = 14;

/**
 * Moves how well those at the table get on by what they made of each other's claims, and settles the disputes that
 * outcomes have decided since; call it once, in the transaction of the last turn.
 */
export async function driftPairs(ctx: LoopContext, tx: Tx, roundtableId: string): Promise<void> {
  const at = ctx.clock.now();
  const { policies, stances, due } = await readTogether(tx, {
    policies: policiesNow,
    stances: stancesOf(roundtableId),
    due: disputesDue(new Date(at.getTime() - OPEN_DAYS * DAY_MS)),
  });
  const policy = policies.values.relationship_drift_policy;
  if (!policy?.enabled) return;
  const settled: Due[] = [];
  for (const dispute of due) if (await settle(tx, dispute)) settled.push(dispute);
  const drifts = driftsOf([...stances, ...stancesAfter(settled)], policy.max_drift_per_conversation);
  const limits = { least: policy.min_affinity, most: policy.max_affinity, at };
  for (const drift of drifts) await saveDrift(tx, { roundtableId, drift, ...limits });
  for (const memory of settled.flatMap(memoriesOf)) await remember(ctx, tx, memory);
}
