import { errorText } from '../../../kernel/errors/index.ts';
import type { DeskContext } from '../../context.ts';
import type { VenueReport } from '../../venue/index.ts';
import { sentOf } from '../intent/order-body.ts';
import { isFinal, type Order, type Placement } from '../order.ts';
import { markUnknown, settleOrder } from '../report/settle-order.ts';

/** A call that does not answer in this time has an unknown outcome (machine time). */
export const VENUE_TIMEOUT_MS = 10_000;
/** No call starts later than this after its intent was committed (monotonic). */
const CALL_WITHIN_MS = 2000;
/** Nor later than this after the trading state was read: a change of state waits twelve seconds for the fence. */
const STATE_HOLDS_MS = 10_000;

/**
 * The latest monotonic time at which a call may start, given when the trading state was read and when the intent stood.
 */
export function startBefore(stateReadMs: number, intentMs: number): number {
  return Math.min(stateReadMs + STATE_HOLDS_MS, intentMs + CALL_WITHIN_MS);
}

/**
 * Sends a committed intent as it is stored. Call inside the fence. What the venue does not answer is unknown, never
 * failed.
 */
export async function sendOrder(ctx: DeskContext, order: Order, startBeforeMs: number): Promise<Placement> {
  const broker = ctx.brokers.of(order);
  if (ctx.clock.monotonicMs() > startBeforeMs)
    return unknown(ctx, order, 'the process stood still between intent and call');
  let report: VenueReport;
  try {
    report = await inTime((signal) => broker.place(sentOf(order), signal));
  } catch (error) {
    return unknown(ctx, order, errorText(error));
  }
  return placementOf(await settleOrder(ctx, { orderId: order.id, report, source: 'place' }));
}

/** A placement that says whether the venue's last word is known. */
export function placementOf(order: Order): Placement {
  return { kind: isFinal(order.status) ? 'final' : 'unknown', order };
}

/** Calls a venue and waits no longer than it may take, also where it does not listen to the signal. */
export async function inTime<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(VENUE_TIMEOUT_MS);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([call(signal), late]);
}

async function unknown(ctx: DeskContext, order: Order, error: string): Promise<Placement> {
  return placementOf(await markUnknown(ctx, order.id, error));
}
