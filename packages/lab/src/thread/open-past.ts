import type { LabWorld } from '@atc/agents/context';
import { StartError } from '@atc/core/kernel/errors';
import { DAY_MS } from '@atc/core/kernel/time';
import { loadWorld, type World } from '../world/index.ts';

/**
 * Opens what had closed by the midnight (UTC) before an instant: asked twice in a day, it is the same past. Throws a
 * `StartError` where nothing had.
 */
export async function openPast({ seed, dir }: LabWorld, now: Date): Promise<World> {
  const to = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  try {
    return await loadWorld({ seed, dir, to });
  } catch (cause) {
    if (!(cause instanceof StartError) || cause.code !== 'bad_range') throw cause;
    throw new StartError('too_short', 'its candles begin only now: there is no past to test on', { cause });
  }
}
