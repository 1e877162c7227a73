import { announceEvents } from '../../company/events/index.ts';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';
import type { Broker, OrderBody, VenueReport } from '../brokers/broker.ts';
import type { DeskContext } from '../context.ts';
import { isFinal, type Order, type Placement } from './order.ts';
import { markUnknown, settleOrder } from './settle-order.ts';
import { findVenue } from './store.ts';

/** A call that does not answer in this time has an unknown outcome (machine time). */
const VENUE_TIMEOUT_MS = 10_000;
/** No call starts later than this after its intent was committed (monotonic). */
const CALL_WITHIN_MS = 2000;

/** The broker of an order's account. */
export async function brokerOf(ctx: DeskContext, order: Order): Promise<Broker> {
  const venue = await findVenue(ctx.db, order.accountId);
  if (!venue) throw new CompanyError('no_account', 'the account of an order does not exist');
  return ctx.brokers.of({ venue });
}

/** Sends a committed intent as it is stored. Call inside the fence. What the venue does not answer is unknown, never failed. */
export async function sendOrder(ctx: DeskContext, order: Order, committedAtMs: number): Promise<Placement> {
  const broker = await brokerOf(ctx, order);
  if (ctx.clock.monotonicMs() - committedAtMs > CALL_WITHIN_MS) return unknown(ctx, order, 'the process stood still between intent and call');
  let report: VenueReport;
  try {
    report = await broker.place(order.body as unknown as OrderBody, AbortSignal.timeout(VENUE_TIMEOUT_MS));
  } catch (error) {
    return unknown(ctx, order, errorText(error));
  }
  const settled = await settleOrder(ctx, order.id, report, 'place');
  await announceEvents(ctx, settled.events);
  return isFinal(settled.order.status) ? { kind: 'final', order: settled.order } : { kind: 'unknown', order: settled.order };
}

async function unknown(ctx: DeskContext, order: Order, error: string): Promise<Placement> {
  const settled = await markUnknown(ctx, order.id, error);
  await announceEvents(ctx, settled.events);
  return { kind: 'unknown', order: settled.order };
}
