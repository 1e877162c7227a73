import type { RestingStops, WishAnswer } from '@atc/core/desk/venue';
import type { Decimal } from '@atc/core/kernel/money';
import type { WebullContext } from './context.ts';
import { levelOf } from './new-order.ts';
import { heard } from './wire.ts';

/** Stops of whole shares that rest at Webull. What a replacement does not name stays as it is. */
export function restingStops(ctx: WebullContext): RestingStops {
  return { move: (clientOrderId, stopPrice, signal) => move(ctx, { clientOrderId, stopPrice, signal }) };
}

interface Move {
  readonly clientOrderId: string;
  readonly stopPrice: Decimal;
  readonly signal: AbortSignal | undefined;
}

async function move(ctx: WebullContext, { clientOrderId, stopPrice, signal }: Move): Promise<WishAnswer> {
  const changed = { client_order_id: clientOrderId, stop_price: levelOf(stopPrice).toFixed() };
  const said = await ctx.client.request({
    method: 'POST',
    path: '/openapi/trade/order/replace',
    body: { account_id: ctx.webullAccountId, modify_orders: [changed] },
    pace: 'orders',
    answer: heard,
    signal,
  });
  return said.ok ? { kind: 'asked' } : { kind: 'refused', reason: `${said.code}: ${said.message}` };
}
