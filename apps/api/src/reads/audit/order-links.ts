import { sayBps, sayPrice, sayQuantity, sayUsd } from '@atc/core/kernel/figures';
import { z } from 'zod';
import type { BareLink } from './link.ts';
import type { ToldOrder } from './story-store.ts';

/** An order, its transitions and its fills, in the order in which they happened. */
export function orderLinks(order: ToldOrder): readonly BareLink[] {
  const happened = [
    ...order.transitions.map((transition) => transitionLink(order, transition)),
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
    machineAt: order.createdAt,
    agentId: 'scout',
    says: `${order.side} ${size} of ${order.instrument.symbol} as ${order.clientOrderId}${at}: ${order.status}`,
  };
}

function transitionLink(order: ToldOrder, transition: ToldOrder['transitions'][number]): BareLink {
  const { id, changedAt, statusFrom, statusTo, reason } = transition;
  const change = statusFrom === null ? statusTo : `${statusFrom} → ${statusTo}`;
  return {
    kind: 'order_transition',
    id,
    at: statusFrom === null ? order.intendedAt : companyTimeOf(order, statusTo),
    machineAt: changedAt,
    agentId: null,
    says: `${change}${reason ? `, ${reason}` : ''}`,
  };
}

const evidenceOfChange = z.array(z.looseObject({ at: z.string().optional(), to: z.string().optional() }));

/** A transition is stamped by the machine; when it was by the company's time, the order's evidence tells. */
function companyTimeOf({ evidence }: ToldOrder, status: string): Date | null {
  const known = evidenceOfChange.safeParse(evidence).data ?? [];
  const at = known.find(({ to }) => to === status)?.at;
  return at === undefined ? null : new Date(at);
}

function fillLink(order: ToldOrder, fill: ToldOrder['fills'][number]): BareLink {
  const done = fill.side === 'buy' ? 'bought' : 'sold';
  const slippage = fill.slippageBps === null ? '' : `, slippage ${sayBps(fill.slippageBps)}`;
  return {
    kind: 'fill',
    id: fill.id,
    at: fill.filledAt,
    machineAt: fill.createdAt,
    agentId: 'scout',
    says:
      `${done} ${sayQuantity(fill.quantity)} ${order.instrument.symbol} at ` +
      `${sayPrice(fill.price)}${slippage}, fee ${sayUsd(fill.feeUsd)} (${fill.source} ` +
      `${fill.venueFillId})`,
  };
}
