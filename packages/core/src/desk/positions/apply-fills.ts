import type { Tx } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import { type Decimal, ZERO } from '../../kernel/money/index.ts';
import { consumeDailySlot } from '../caps/index.ts';
import type { VenueFill } from '../venue/index.ts';
import { type BookedPosition, type Booking, lockBooks, type Order, saveFills } from './fill-store.ts';
import { averagePrice, type Book, book, unrealizedPnl } from './pnl.ts';

/**
 * Books the fills of an order that are not booked yet: fill, position, account and ledger move by the same figures in
 * the caller's transaction. The first fill of an entry makes the position `open` and uses up the daily slot. Call with
 * the order row locked. Returns how many fills were new; throws when a venue claims to have sold more than was held.
 */
export async function applyFills(tx: Tx, order: Order, fills: readonly VenueFill[]): Promise<number> {
  if (fills.length === 0 || !order.positionId) return 0;
  const position = await lockBooks(
    tx,
    order,
    fills.map((fill) => fill.venueFillId),
  );
  if (!position) throw new InvariantError('an order names a position that does not exist');
  const fresh = fills.filter((fill) => !position.known.includes(fill.venueFillId));
  const last = fresh.at(-1);
  if (!last) return 0;
  await saveFills(tx, order, bookingOf(order, position, { fresh, last }));
  if (position.status === 'opening') await consumeDailySlot(tx, position.entryProposalId);
  return fresh.length;
}

interface Fresh {
  readonly fresh: readonly VenueFill[];
  readonly last: VenueFill;
}

function bookingOf(order: Order, position: BookedPosition, { fresh, last }: Fresh): Booking {
  const after = fresh.reduce(
    (books: Book, fill) =>
      book(books, { side: order.side, quantity: fill.quantity, usd: fill.usd, feeUsd: fill.feeUsd }),
    position,
  );
  if (after.quantity.lt(0)) throw new InvariantError('a venue sold more than was held');
  const currentPrice = position.status === 'opening' || !position.currentPrice ? last.price : position.currentPrice;
  const feesUsd = after.feesUsd.sub(position.feesUsd);
  const usd = fresh.reduce((sum: Decimal, fill) => sum.add(fill.usd), ZERO);
  return {
    fills: fresh,
    book: after,
    entryPrice: order.side === 'buy' ? averagePrice(after.costBasisUsd, after.quantity) : null,
    currentPrice,
    unrealizedPnl: unrealizedPnl(after, currentPrice),
    cashUsd: (order.side === 'buy' ? usd.neg() : usd).sub(feesUsd),
    realizedUsd: after.realizedPnl.sub(position.realizedPnl),
    feesUsd,
    feesApartUsd: fresh.reduce((sum: Decimal, fill) => sum.add(fill.feeApartUsd ?? ZERO), ZERO),
  };
}
