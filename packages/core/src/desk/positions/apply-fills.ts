import type { Tx } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import { ZERO } from '../../kernel/money/index.ts';
import type { VenueFill } from '../brokers/broker.ts';
import { consumeDailySlot } from '../caps/index.ts';
import { insertFill, lockAccount, type Order, postFill } from './fill-store.ts';
import { averagePrice, type Book, book } from './pnl.ts';
import { lockPosition, type PositionWithInstrument, saveBook } from './store.ts';

/**
 * Books the fills of an order that are not booked yet: fill, position, account and ledger move by the same figures in
 * the caller's transaction. The first fill of an entry makes the position `open` and uses up the daily slot. Call with
 * the order row locked. Returns how many fills were new.
 */
export async function applyFills(tx: Tx, order: Order, fills: readonly VenueFill[]): Promise<number> {
  if (fills.length === 0 || !order.positionId) return 0;
  const position = await lockPosition(tx, order.positionId);
  if (!position) throw new InvariantError('an order names a position that does not exist');
  await lockAccount(tx, order.accountId);
  let books: Book = position;
  let fresh = 0;
  for (const fill of fills) {
    const fillId = await insertFill(tx, order, fill);
    if (!fillId) continue;
    const after = book(books, { side: order.side, quantity: fill.quantity, usd: fill.usd, feeUsd: fill.feeUsd });
    if (after.quantity.lt(0)) throw new InvariantError('a venue sold more than was held');
    await postFill(tx, { accountId: order.accountId, positionId: order.positionId, fillId, kind: order.side, usd: fill.usd, feeUsd: fill.feeUsd, realized: after.realizedPnl.sub(books.realizedPnl), at: fill.filledAt });
    books = after;
    fresh += 1;
  }
  const last = fills.at(-1);
  if (fresh > 0 && last) await saveFilled(tx, position, { books, fill: last });
  if (fresh > 0 && position.status === 'opening') await consumeDailySlot(tx, position.entryProposalId);
  return fresh;
}

interface Filled {
  readonly books: Book;
  readonly fill: VenueFill;
}

async function saveFilled(tx: Tx, position: PositionWithInstrument, { books, fill }: Filled): Promise<void> {
  const { quantity, filledQty, costBasisUsd, entryCostUsd, proceedsUsd, feesUsd, realizedPnl } = books;
  const price = position.currentPrice && position.status !== 'opening' ? position.currentPrice : fill.price;
  const bought = filledQty.gt(position.filledQty);
  await saveBook(
    tx,
    position.id,
    { quantity, filledQty, costBasisUsd, entryCostUsd, proceedsUsd, feesUsd, realizedPnl },
    {
      currentPrice: price,
      unrealizedPnl: quantity.isZero() ? ZERO : quantity.mul(price).toDecimalPlaces(8).sub(costBasisUsd),
      ...(bought ? { entryPrice: averagePrice(costBasisUsd, quantity) } : {}),
      ...(position.status === 'opening' ? { status: 'open' as const, openedAt: fill.filledAt, markedAt: fill.filledAt, highWaterPrice: fill.price } : {}),
    },
  );
}
