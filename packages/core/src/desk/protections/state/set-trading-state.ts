import { emitEvent } from '../../../company/events/index.ts';
import { inTransaction } from '../../../kernel/db/index.ts';
import type { DeskContext } from '../../context.ts';
import { countRestingStops, listOrdersInFlight, saveTradingState } from '../store.ts';
import type { TradingState } from '../trading-state.ts';

export interface StateRequest {
  readonly state: TradingState;
  readonly reason: string;
  readonly by: string;
}

export interface StateSet {
  readonly state: TradingState;
  readonly epoch: number;
  /** Orders that a venue still works on; only when calls did not end in time. */
  readonly inFlight: readonly string[];
}

type StateContext = Pick<DeskContext, 'db' | 'clock' | 'fence'>;

/** How long a change waits for venue calls that are under way. */
export const FENCE_WAIT_MS = 12_000;

/**
 * Changes the trading state. Waits until no venue call is under way, so that none begins after the change is committed;
 * after twelve seconds it is written all the same and the orders in flight are named.
 */
export async function setTradingState(ctx: StateContext, request: StateRequest): Promise<StateSet> {
  return ctx.fence.exclusive(FENCE_WAIT_MS, (alone) => writeTradingState(ctx, request, alone));
}

/** Writes the trading state and tells it; call inside the fence. Names the orders in flight unless `alone` there. */
export async function writeTradingState(
  ctx: Pick<StateContext, 'db' | 'clock'>,
  { state, reason, by }: StateRequest,
  alone: boolean,
): Promise<StateSet> {
  return inTransaction(ctx.db, async (tx) => {
    const epoch = await saveTradingState(tx, { state, reason, changedBy: by, changedAt: ctx.clock.now() });
    const inFlight = alone ? [] : await listOrdersInFlight(tx);
    await emitEvent(ctx, tx, {
      kind: 'trading.state_changed',
      title: `${by} set trading to ${state.toUpperCase()}: ${reason}`,
      summary: sayAtVenue(inFlight, await countRestingStops(tx)),
      moreTags: [state],
      fields: { state, by, reason, inFlight, epoch },
    });
    return { state, epoch, inFlight };
  });
}

function sayAtVenue(inFlight: readonly string[], resting: number): string {
  const orders = inFlight.length > 0 ? `Orders still at a venue: ${inFlight.join(', ')}.` : 'No order is at a venue.';
  return resting > 0 ? `${orders} Stops that rest there go on protecting what is held: ${resting}.` : orders;
}
