import { emitEvent } from '../../company/events/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import { sayBps, sayPrice, sayQuantity, sayUsd } from '../../kernel/figures/index.ts';
import { plain } from '../../kernel/money/index.ts';
import { attachPosition, capKeys, releaseByPosition, releaseByProposal, releaseKey } from '../caps/index.ts';
import type { DeskContext } from '../context.ts';
import { isLimited } from '../venue/index.ts';
import { closeTrade, type Ended } from './close-trade.ts';
import { findOriginOfStep, findProposalOfStep, type Order, readExecution } from './fill-store.ts';
import { type DueAgain, lockPosition, raiseTarget, reopenPosition, voidPosition } from './store.ts';

/**
 * Does what follows from an order's end, in the transaction that ended it: an entry without fills voids its position
 * and gives everything back; a filled one gives back its cash reservation and is told; an exit that sold all closes the
 * trade, one that left something puts the position back to `open`.
 */
export async function settleAfterOrder(ctx: DeskContext, tx: Tx, order: Order): Promise<void> {
  if (!order.positionId) return;
  const position = await lockPosition(tx, order.positionId);
  if (!position) throw new InvariantError('an order names a position that does not exist');
  const ended: Ended = { order, position };
  return order.side === 'buy' ? settleBuy(ctx, tx, ended) : settleSell(ctx, tx, ended);
}

async function settleBuy(ctx: DeskContext, tx: Tx, ended: Ended): Promise<void> {
  const { order, position } = ended;
  if (position.status === 'opening') {
    await voidPosition(tx, position.id, ctx.clock.now());
    await releaseByPosition(tx, position.id);
    await releaseByProposal(tx, position.entryProposalId);
    return tellFailed(ctx, tx, ended);
  }
  const proposalId = order.purpose === 'entry' ? position.entryProposalId : await findProposalOfStep(tx, order.stepId);
  if (order.filledQty.isZero()) {
    if (proposalId) await releaseByProposal(tx, proposalId);
    return tellFailed(ctx, tx, ended);
  }
  if (proposalId) await releaseKey(tx, proposalId, capKeys.cashUsd);
  // The risk of what was added lives as long as the position.
  if (!proposalId || proposalId === position.entryProposalId) return tellExecuted(ctx, tx, ended);
  await attachPosition(tx, proposalId, position.id);
  // What was added was bought for its target: it is not to be sold before.
  const takeProfit = (await raiseTarget(tx, position.id, proposalId)) ?? position.takeProfit;
  await tellExecuted(ctx, tx, { order, position: { ...position, takeProfit } });
}

async function settleSell(ctx: DeskContext, tx: Tx, ended: Ended): Promise<void> {
  const { order, position } = ended;
  // A stop that ends at its venue without having sold is no trade that failed, and whoever closes the position goes on.
  const rests = order.restsAt !== null;
  if (order.filledQty.gt(0)) await tellExecuted(ctx, tx, ended);
  else if (!rests) await tellFailed(ctx, tx, ended);
  const isOver = position.quantity.isZero() && position.status !== 'closed';
  if (isOver) return closeTrade(ctx, tx, ended);
  if (position.status === 'closing' && !rests) await reopenPosition(tx, position.id, await dueAgain(tx, ended));
}

/**
 * The exit that is due again after one that left something: a protective one, as the bar that asked for it is behind
 * the watch and prices may never come back to it; and one of all that was held that nobody paid the limit of, for
 * whoever wanted it. Null for all others.
 */
async function dueAgain(tx: Tx, { order, position }: Ended): Promise<DueAgain | null> {
  const due = { reason: order.purpose, by: 'SCOUT', triggerPrice: null };
  if (order.protective) return { ...due, origin: { kind: 'price_bar', id: order.clientOrderId } };
  const ofAll = order.quantity?.gte(position.quantity.add(order.filledQty)) === true;
  const origin = isLimited(order) && ofAll ? await findOriginOfStep(tx, order.stepId) : null;
  return origin && { ...due, by: origin.kind === 'operator' ? 'operator' : 'SCOUT', origin };
}

async function tellExecuted(ctx: DeskContext, tx: Tx, { order, position }: Ended): Promise<void> {
  const execution = await readExecution(tx, order.id);
  if (!execution) throw new InvariantError('a filled order has no fills');
  const { symbol } = position.instrument;
  const slippage = `slippage ${sayBps(execution.slippageBps)}`;
  const stop = order.side === 'buy' && position.stopLoss ? `, stop ${sayPrice(position.stopLoss)}` : '';
  await emitEvent(ctx, tx, {
    kind: 'trade.executed',
    title:
      `SCOUT ${order.side === 'buy' ? 'bought' : 'sold'} ${sayQuantity(execution.quantity)} ${symbol} ` +
      `at ${sayPrice(execution.price)}, ${slippage}${stop}`,
    summary: `${sayUsd(execution.usd)}, fee ${plain(execution.feeUsd, 4)} USD, order ${order.clientOrderId}`,
    tradeId: position.id,
    instrumentId: position.instrumentId,
    fields: {
      symbol,
      side: order.side,
      quantity: plain(execution.quantity),
      price: plain(execution.price),
      usd: plain(execution.usd),
      feeUsd: plain(execution.feeUsd),
      slippageBps: execution.slippageBps,
      stopLoss: position.stopLoss ? plain(position.stopLoss) : null,
      takeProfit: position.takeProfit ? plain(position.takeProfit) : null,
      orderId: order.id,
      openPositions: execution.livePositions,
    },
  });
}

async function tellFailed(ctx: DeskContext, tx: Tx, { order, position }: Ended): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'trade.failed',
    title: `SCOUT could not ${order.side} ${position.instrument.symbol}: ${order.reason ?? order.status}`,
    summary: `Order ${order.clientOrderId} ended ${order.status} with nothing filled.`,
    tradeId: position.id,
    instrumentId: position.instrumentId,
    fields: { orderId: order.id, reason: order.reason ?? order.status },
  });
}
