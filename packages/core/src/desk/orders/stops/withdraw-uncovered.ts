import type { DeskContext } from '../../context.ts';
import type { HoldingDifference } from '../recovery.ts';
import { listRestingStops } from './store.ts';
import { withdrawStop } from './withdraw-stop.ts';

/**
 * Takes back the stops of instruments of which the venue holds less than our books: somebody sold them there, and a
 * stop
 * that is reached would sell what nobody has.
 */
export async function withdrawUncovered(
  ctx: DeskContext,
  accountId: string,
  differences: readonly HoldingDifference[],
): Promise<void> {
  const short = differences.filter(({ ours, venue }) => venue.lt(ours)).map(({ instrumentId }) => instrumentId);
  const stops = short.length > 0 ? await listRestingStops(ctx.db, accountId, short) : [];
  for (const { positionId } of stops) if (positionId) await withdrawStop(ctx, positionId, 'exit');
}
