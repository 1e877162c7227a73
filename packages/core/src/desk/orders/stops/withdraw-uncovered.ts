import type { DeskContext } from '../../context.ts';
import { listRestingStops } from './store.ts';
import { withdrawStop } from './withdraw-stop.ts';

/**
 * Takes back the stops of instruments of which the venue holds less than our books: somebody sold them there, and a
 * stop that is reached would sell what nobody has.
 */
export async function withdrawUncovered(
  ctx: DeskContext,
  accountId: string,
  instrumentIds: readonly string[],
): Promise<void> {
  const stops = instrumentIds.length > 0 ? await listRestingStops(ctx.db, accountId, instrumentIds) : [];
  for (const { positionId } of stops) if (positionId) await withdrawStop(ctx, positionId, 'exit');
}
