import { livePlaceOf, type Preflight, readVenueUsd, runPreflight } from '../../desk/brokers/index.ts';
import type { BaseDb } from '../../kernel/db/index.ts';
import { openWorld, type WorldSettings } from './open-world.ts';

/**
 * Makes or goes on with a world in which real money is traded, its capital what the account at the venue has at the
 * first start, and runs the preflight. Throws a `StartError` when a check forbids it. Returns whether the world is new.
 */
export async function openLiveWorld(
  db: BaseDb,
  { resumes = true, ...preflight }: Preflight & Pick<WorldSettings, 'resumes'>,
): Promise<boolean> {
  const { config, venues, market } = preflight;
  const place = livePlaceOf(config, venues);
  const settings = { ...config, resumes, place, startingCapitalUsd: () => readVenueUsd(config, venues) };
  const isNew = await openWorld(db, market, settings);
  await runPreflight(db, preflight);
  return isNew;
}
