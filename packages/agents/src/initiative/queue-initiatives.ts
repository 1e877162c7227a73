import { type Policies, readPolicies } from '@atc/core/company/policies';
import type { Budgeted } from '@atc/core/company/runs';
import { HOUR_MS, startOfDay } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';
import { insertInitiative, listReadyAgents, type Readiness, renudgeForgotten, returnLapsed } from './store.ts';

export const INITIATIVE_QUEUE = 'initiative';

const BATCH = 100;

/**
 * Queues a look for work of its own for every agent that may, once per cooldown; nothing where the policy is off.
 * Returns how many.
 */
export async function queueInitiatives(ctx: LoopContext, beat: Budgeted): Promise<number> {
  const now = ctx.clock.now();
  const readiness = readinessAt(now, (await readPolicies(beat.db)).values);
  const agents = readiness.enabled ? await listReadyAgents(beat.db, readiness) : [];
  let queued = 0;
  for (const agentId of agents) {
    if (beat.signal.aborted) break;
    const naturalKey = `${agentId}|${now.toISOString()}`;
    const isNew = await beat.write(async (tx) => {
      const nudge = await insertInitiative(tx, { agentId, naturalKey, at: now });
      if (nudge) tx.nudge(INITIATIVE_QUEUE, nudge);
      return nudge !== null;
    });
    if (isNew) queued += 1;
  }
  return queued;
}

/** What an agent must meet to look for work at a company time, by policy. */
export function readinessAt(now: Date, { initiative_policy: policy, company }: Partial<Policies>): Readiness {
  return {
    enabled: policy?.enabled ?? false,
    cooldownSince: new Date(now.getTime() - (policy?.cooldown_hours ?? 0) * HOUR_MS),
    dayStart: policy?.enabled ? startOfDay(now, company?.timezone ?? 'UTC') : now,
    minMemories: policy?.min_memories_required ?? 0,
    mostADay: policy?.max_proposals_per_day ?? 0,
  };
}

/** Puts looks whose worker died, or whose job is gone, back into their queue; returns how many. */
export async function sweepInitiatives(ctx: Pick<LoopContext, 'db' | 'queues'>, quietMs: number): Promise<number> {
  const nudges = [...(await returnLapsed(ctx.db, BATCH)), ...(await renudgeForgotten(ctx.db, quietMs, BATCH))];
  if (nudges.length > 0) await ctx.queues.nudge(INITIATIVE_QUEUE, nudges);
  return nudges.length;
}
