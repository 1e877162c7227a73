import { sayPrice, sayQuantity, sayUsd } from '@atc/core/kernel/figures';
import type { BareLink } from './link.ts';
import type { ToldOrder } from './story-store.ts';

/** An order, its transitions and its fills, in the order in which they happened. */
export function orderLinks(order: ToldOrder): readonly BareLink[] {
  const happened = [
    ...order.transitions.map((transition) => transitionLink(transition)),
    ...order.fills.map((fill) => fillLink(order, fill)),
  ];
  return [orderLink(order), ...happened];
}

function orderLink(order: ToldOrder): BareLink {
  const size = order.spendUsd ? sayUsd(order.spendUsd) : sayQuantity(order.quantity ?? order.filledQty);
  const at = order.restsAt
    ? `, which rests at ${sayPrice(order.restsAt)}`
    : order.refPrice
      ? `, price then ${sayPrice(order.refPrice)}`
      : '';
  return {
    kind: 'order',
    id: order.id,
    at: order.intendedAt,
    agentId: 'scout',
    says: `${order.side} ${size} of ${order.instrument.symbol} as ${order.clientOrderId}${at}: ${order.status}`,
  };
}

function transitionLink(transition: ToldOrder['transitions'][number]): BareLink {
  const { id, changedAt, statusFrom, statusTo, reason } = transition;
  const change = statusFrom === null ? statusTo : `${statusFrom} → ${statusTo}`;
  return {
    kind: 'order_transition',
    id,
    at: changedAt,
    agentId: null,
    says: `${change}${reason ? `, ${reason}` : ''}`,
  };
}

function fillLink(order: ToldOrder, fill: ToldOrder['fills'][number]): BareLink {
  const done = fill.side === 'buy' ? 'bought' : 'sold';
  const slippage = fill.slippageBps === null ? '' : `, slippage ${fill.slippageBps.toFixed(0)} bps`;
  return {
    kind: 'fill',
    id: fill.id,
    at: fill.filledAt,
    agentId: 'scout',
    says: `${done} ${sayQuantity(fill.quantity)} ${order.instrument.symbol} at ${sayPrice(fill.price)}${slippage}, fee ${sayUsd(fill.feeUsd)} (${fill.source} ${fill.venueFillId})`,
  };
}
