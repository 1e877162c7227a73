import { emitEvent } from '../../../company/events/index.ts';
import type { Tx } from '../../../kernel/db/index.ts';
import { InvariantError } from '../../../kernel/errors/index.ts';
import { sayPrice, sayQuantity } from '../../../kernel/figures/index.ts';
import { plain } from '../../../kernel/money/index.ts';
import type { DeskContext } from '../../context.ts';
import { findPosition } from '../../positions/index.ts';
import type { Order } from '../order.ts';

/** Tells that a stop rests at its venue. */
export async function tellResting(ctx: DeskContext, tx: Tx, order: Order): Promise<void> {
  const { symbol, level, quantity, shared } = await readStop(tx, order);
  await emitEvent(ctx, tx, {
    ...shared,
    kind: 'position.stop_rests',
    title: `SCOUT left a stop for ${symbol} with ${order.venue}: it sells ${quantity} at ${sayPrice(level)}`,
    summary: 'It works there also while the company does not run.',
    fields: {
      orderId: order.id,
      venue: order.venue,
      stopPrice: plain(level),
      quantity: plain(order.quantity ?? level),
    },
  });
}

/** Tells that a venue took no stop, or gave one up: it is watched here then, and only here. */
export async function tellRefused(ctx: DeskContext, tx: Tx, order: Order): Promise<void> {
  const { symbol, level, shared } = await readStop(tx, order);
  const reason = order.reason ?? order.status;
  await emitEvent(ctx, tx, {
    ...shared,
    kind: 'position.stop_refused',
    title: `No stop of ${symbol} rests with ${order.venue}: ${reason}`,
    summary: `The stop at ${sayPrice(level)} works only while the company runs.`,
    fields: { orderId: order.id, venue: order.venue, stopPrice: plain(level), reason },
  });
}

async function readStop(tx: Tx, order: Order) {
  const position = order.positionId ? await findPosition(tx, order.positionId) : null;
  if (!position || !order.restsAt || !order.quantity) throw new InvariantError('a stop without a position or a price');
  return {
    symbol: position.instrument.symbol,
    level: order.restsAt,
    quantity: sayQuantity(order.quantity),
    shared: { agentId: 'scout', tradeId: position.id, instrumentId: position.instrumentId } as const,
  };
}
