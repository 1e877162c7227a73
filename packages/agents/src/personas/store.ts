import type { BaseDb } from '@atc/core/kernel/db';
import { personas } from './personas.ts';

/** Writes the agents that are missing; one that is there stays as its owner left it. */
export async function seedAgents(db: BaseDb): Promise<void> {
  await db.agent.createMany({
    data: Object.values(personas).map(({ name: _name, sees: _sees, tasks: _tasks, hardBans, ...persona }) => ({
      ...persona,
      hardBans: [...hardBans],
    })),
    skipDuplicates: true,
  });
}
