import { inTransaction, type Tx } from '../../../kernel/db/index.ts';
import { errorText } from '../../../kernel/errors/index.ts';
import { Decimal, ZERO } from '../../../kernel/money/index.ts';
import { HOUR_MS } from '../../../kernel/time/index.ts';
import type { DeskContext } from '../../context.ts';
import { hasClosed, isExpired } from '../../instruments/index.ts';
import { frozenSince } from '../../protections/index.ts';
import type { VenueReport } from '../../venue/index.ts';
import { bodyOf } from '../intent/order-body.ts';
import { type Intent, isFinal } from '../order.ts';
import { settleIn } from '../report/settle-order.ts';
import { type GuardedPosition, listGuarded, lockGuarded } from '../stops/store.ts';
import { insertOrder } from '../store.ts';
import type { HoldingDifference } from './holdings.ts';

/** What an order that nobody sent is called where the venue's id would stand. */
const EXPIRED = 'expired';

/** Exercises are settled by then. */
const SETTLED_AFTER_MS = 36 * HOUR_MS;

/**
 * Closes the positions in options that expired a day and a half ago and that two looks after their last session found
 * gone from their venue: at nothing, as what an exercise brought is not told by it. One that was missing before was
 * sold by somebody, and stays frozen. Returns whether there were any.
 */
export async function bookExpired(
  ctx: DeskContext,
  accountId: string,
  differences: readonly HoldingDifference[],
): Promise<boolean> {
  const gone = new Set(differences.flatMap(({ instrumentId, venue }) => (venue.isZero() ? [instrumentId] : [])));
  const held = gone.size > 0 ? await listGuarded(ctx.db, accountId) : [];
  let booked = false;
  for (const position of held) if (gone.has(position.instrumentId)) booked = (await bookOne(ctx, position)) || booked;
  return booked;
}

async function bookOne(ctx: DeskContext, { id, instrumentId, contract }: GuardedPosition): Promise<boolean> {
  if (!isExpired(contract, new Date(ctx.clock.now().getTime() - SETTLED_AFTER_MS))) return false;
  const since = await frozenSince(ctx.db, instrumentId);
  if (!since || !hasClosed(contract, since)) return false;
  try {
    await inTransaction(ctx.db, (tx) => closeIn(ctx, tx, id));
    return true;
  } catch (error) {
    ctx.log.warn({ positionId: id, error: errorText(error) }, 'an option that has expired could not be booked');
    return false;
  }
}

async function closeIn(ctx: DeskContext, tx: Tx, positionId: string): Promise<void> {
  const position = await lockGuarded(tx, positionId);
  if (!position?.entryStepId || (position.last && !isFinal(position.last.status))) return;
  const ofStep = { stepId: position.entryStepId, leg: position.nextLeg };
  const intent = intentOf(position);
  const at = ctx.clock.now();
  const order = await insertOrder(tx, { ...ofStep, intent, body: bodyOf(intent, ofStep), epoch: 0, at });
  const fill = { price: ZERO, quantity: position.quantity, usd: ZERO, feeUsd: ZERO, slippageBps: 0, filledAt: at };
  const report: VenueReport = {
    ...{ clientOrderId: order.clientOrderId, venueOrderId: EXPIRED, status: 'filled' },
    fills: [{ ...fill, venueFillId: `${EXPIRED}-${positionId}` }],
    reason: 'the option has expired',
  };
  await settleIn(ctx, tx, { orderId: order.id, report, source: 'status' });
}

function intentOf({ id, accountId, instrumentId, contract, decimals, quantity, stopLoss }: GuardedPosition): Intent {
  return {
    ...{ accountId, positionId: id, instrumentId, contract, decimals, quantity },
    ...{ side: 'sell', purpose: 'expiry', protective: true, triggerPrice: null },
    refPrice: stopLoss ?? new Decimal(1),
  };
}
