import type { Db } from '@atc/core/kernel/db';
import { initialPairs } from './pairs.ts';

/** Writes the relationships that are missing; one that has drifted stays. */
export async function seedRelationships(db: Db): Promise<void> {
  await db.relationship.createMany({
    data: initialPairs.map(({ agentA, agentB, affinity }) => ({ agentA, agentB, affinity })),
    skipDuplicates: true,
  });
}
