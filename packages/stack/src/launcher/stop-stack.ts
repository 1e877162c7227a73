import { stopPostgres } from '../postgres/index.ts';
import { stopRedis } from '../redis/index.ts';

/** Stops the private servers of a data folder, whoever uses them; nothing when none runs. */
export async function stopStack(dataDir: string): Promise<void> {
  await Promise.all([stopPostgres(dataDir), stopRedis(dataDir)]);
}
