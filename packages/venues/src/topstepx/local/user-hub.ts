import { z } from 'zod';
import type { HubCall, LocalHub } from '../../local/index.ts';
import type { TopstepxBook } from './book.ts';
import type { BookedOrder } from './ledger.ts';
import { STATUS } from './orders.ts';

/** Where the user hub is. */
export const USER_HUB = '/hubs/user';

const subscriptions = ['SubscribeOrders', 'SubscribePositions', 'SubscribeTrades'] as const;

/** Takes a subscription of the user hub; false for one of another account, or of nothing that is there. */
export function subscribe(accountId: number, { target, args, client }: HubCall): boolean {
  const ofAccount = z.tuple([z.literal(accountId)]).safeParse(args).success;
  const known = target === 'SubscribeAccounts' || (subscriptions.some((name) => name === target) && ofAccount);
  if (known) client.topics.add(target);
  return known;
}

/** Pushes what has become of an order, as the gateway does: orders wrapped in what was done to them, the rest bare. */
export function pushOrder(
  hub: LocalHub,
  { order, id, state, trades, stopPrice }: BookedOrder,
  { held }: Pick<TopstepxBook, 'held'>,
): void {
  const { accountId, contractId, type, side, size, customTag } = order;
  const data = { id, accountId, contractId, type, side, size, stopPrice, customTag: customTag ?? null };
  hub.push('SubscribeOrders', 'GatewayUserOrder', { action: 1, data: { ...data, status: STATUS[state] } });
  for (const trade of trades)
    hub.push('SubscribeTrades', 'GatewayUserTrade', { ...trade, accountId, contractId, side, orderId: id });
  const contracts = held(contractId);
  const position = { id: 1, accountId, contractId, type: contracts < 0 ? 2 : 1, size: Math.abs(contracts) };
  if (trades.length > 0) hub.push('SubscribePositions', 'GatewayUserPosition', position);
}
