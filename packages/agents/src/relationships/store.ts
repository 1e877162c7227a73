import type { BaseDb, Db } from '@atc/core/kernel/db';
import type { Drift } from './drift.ts';
import { initialPairs } from './pairs.ts';

/** Writes the relationships that are missing; one that has drifted stays. */
export async function seedRelationships(db: BaseDb): Promise<void> {
  await db.relationship.createMany({
    data: initialPairs.map(({ agentA, agentB, affinity }) => ({ agentA, agentB, affinity })),
    skipDuplicates: true,
  });
}

const LOG_KEPT = 20;

export interface Drifting {
  readonly roundtableId: string;
  readonly drift: Drift;
  readonly least: number;
  readonly most: number;
  /** Company time. */
  readonly at: Date;
}

/** Moves one pair's affinity within the limits and writes it to the pair's log, which keeps the last twenty. */
export async function saveDrift(db: Db, { roundtableId, drift, least, most, at }: Drifting): Promise<void> {
  const { one, other, amount } = drift;
  const entry = JSON.stringify([{ at: at.toISOString(), roundtableId, drift: amount }]);
  await db.$executeRaw`
    UPDATE ops_agent_relationships
           SET affinity = round(least(${most}::float8,
           greatest(${least}::float8, affinity + ${amount}::float8))::numeric, 4)::float8,
           total_interactions = total_interactions + 1,
           positive_interactions = positive_interactions + CASE WHEN ${amount}::float8 > 0 THEN 1 ELSE 0 END,
           negative_interactions = negative_interactions + CASE WHEN ${amount}::float8 < 0 THEN 1 ELSE 0 END,
           drift_log = (SELECT jsonb_agg(k.e ORDER BY k.n)
           FROM (SELECT x.e, x.n FROM jsonb_array_elements(drift_log || ${entry}::jsonb) WITH ORDINALITY AS x(e, n)
                                                                 ORDER BY x.n DESC LIMIT ${LOG_KEPT}) k),
           updated_at = now()
    WHERE (agent_a, agent_b) IN ((${one}::"AgentId", ${other}::"AgentId"), (${other}::"AgentId", ${one}::"AgentId"))`;
}
