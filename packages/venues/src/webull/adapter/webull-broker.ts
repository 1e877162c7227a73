import {
  type AccountStatement,
  type Broker,
  type NotFoundMemory,
  type OrderBody,
  placeOnce,
  type Sent,
  settledAbsence,
  type VenueReport,
  type VenueStatus,
  VenueUnknownError,
  type WishAnswer,
} from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { heldContracts } from '../options/holdings.ts';
import type { WebullContext } from './context.ts';
import { orderOf } from './new-order.ts';
import { reportOf } from './reports.ts';
import type { WebullRefusal } from './request.ts';
import { restingStops } from './resting-stops.ts';
import { heard, type NewOrder, openOrders, orderDetail, placed, positions, previewed } from './wire.ts';

export type WebullBroker = Broker & { readonly venue: 'webull'; readonly mode: 'live' };

const KNOWN_ALREADY = new Set(['TRADE_PLACE_ORDER_REPEAT', 'DUPLICATE_CLIENT_ORDER_ID']);
const NOT_FOUND = 'ORDER_NOT_FOUND';
/** Shares are locked by an order: one that was taken back may hold them for a moment longer. */
const LOCKED = 'OPENAPI_ORDER_NOT_SUPPORT_REVERSE_OPTION';

/**
 * Stocks at Webull, by market orders in the day's core session, and stops of whole shares that rest; or options, by
 * limits good for the day. Our `client_order_id` makes an order one, however often it is sent; an order is only held to
 * be absent when it was not found twice over the settling time.
 */
export function openWebullBroker(ctx: WebullContext): WebullBroker {
  const absences = settledAbsence({ settlingMs: ctx.settlingMs });
  return {
    venue: 'webull',
    mode: 'live',
    place: (body, signal) => place(ctx, body, signal),
    status: (clientOrderId, signal) => status(ctx, absences, { clientOrderId, signal }),
    takeBack: (clientOrderId, signal) => takeBack(ctx, { clientOrderId, signal }),
    holdings: (_, signal) => holdings(ctx, signal),
    statement: (_, signal) => statement(ctx, signal),
    ...(ctx.assetClass === 'equity' ? { stops: restingStops(ctx) } : {}),
  };
}

function place(ctx: WebullContext, body: OrderBody, signal?: AbortSignal): Promise<VenueReport> {
  const { clientOrderId } = body;
  return placeOnce({
    clientOrderId,
    compose: async () => orderOf(body),
    send: async (order) => (await previewFault(ctx, body, { order, signal })) ?? (await send(ctx, { order, signal })),
    find: async (sent) => {
      const detail = await ask(ctx, clientOrderId, signal);
      if (detail.ok) return reportOf(clientOrderId, detail.value, ctx.assetClass);
      if (sent.kind !== 'taken' && detail.code !== NOT_FOUND) throw refusedQuestion(detail);
      return null;
    },
  });
}

interface Sending {
  readonly order: NewOrder;
  readonly signal: AbortSignal | undefined;
}

async function send(ctx: WebullContext, { order, signal }: Sending): Promise<Sent> {
  const said = await ctx.client.request({
    method: 'POST',
    path: '/openapi/trade/order/place',
    body: { account_id: ctx.webullAccountId, new_orders: [order] },
    pace: 'orders',
    answer: placed,
    signal,
  });
  return said.ok ? { kind: 'taken', venueOrderId: said.value.order_id } : sentOf(said);
}

/** What a refusal of an order means. */
function sentOf({ code, message }: WebullRefusal): Sent {
  if (KNOWN_ALREADY.has(code)) return { kind: 'taken', venueOrderId: '' };
  const reason = `${code}: ${message}`;
  // The same sale is sent again until they are free: who wants out still wants out.
  if (code === LOCKED)
    return { kind: 'undecided', reason, doubt: 'webull holds the shares for an order that was taken back' };
  return { kind: 'refused', reason };
}

/**
 * Why a purchase is not sent: what Webull says before that it would refuse, or that it would cost more than was given;
 * null when it is.
 */
async function previewFault(
  ctx: WebullContext,
  { side, spendUsd }: OrderBody,
  { order, signal }: Sending,
): Promise<Sent | null> {
  if (side === 'sell') return null;
  const said = await ctx.client.request({
    method: 'POST',
    path: '/openapi/trade/order/preview',
    body: { account_id: ctx.webullAccountId, new_orders: [order] },
    pace: 'orders',
    answer: previewed,
    signal,
  });
  if (!said.ok) return sentOf(said);
  const { estimated_cost, estimated_transaction_fee } = said.value;
  const cost = new Decimal(estimated_cost).add(estimated_transaction_fee ?? 0);
  if (cost.lte(spendUsd ?? 0)) return null;
  return { kind: 'unsent', reason: `TOO_DEAR: it would cost ${cost.toFixed()} USD, ${spendUsd} were meant` };
}

function ask(ctx: WebullContext, clientOrderId: string, signal?: AbortSignal) {
  return ctx.client.request({
    method: 'GET',
    path: '/openapi/trade/order/detail',
    query: { account_id: ctx.webullAccountId, client_order_id: clientOrderId },
    pace: 'queries',
    answer: orderDetail,
    signal,
  });
}

interface Question {
  readonly clientOrderId: string;
  readonly signal: AbortSignal | undefined;
}

async function status(
  ctx: WebullContext,
  absences: NotFoundMemory,
  { clientOrderId, signal }: Question,
): Promise<VenueStatus> {
  const said = await ask(ctx, clientOrderId, signal);
  if (said.ok) {
    absences.seen(clientOrderId);
    return { kind: 'report', report: reportOf(clientOrderId, said.value, ctx.assetClass) };
  }
  if (said.code !== NOT_FOUND) throw refusedQuestion(said);
  return { kind: 'not_found', final: absences.missed(clientOrderId) };
}

async function takeBack(ctx: WebullContext, { clientOrderId, signal }: Question): Promise<WishAnswer> {
  const said = await ctx.client.request({
    method: 'POST',
    path: '/openapi/trade/order/cancel',
    body: { account_id: ctx.webullAccountId, client_order_id: clientOrderId },
    pace: 'orders',
    answer: heard,
    signal,
  });
  return said.ok ? { kind: 'asked' } : { kind: 'refused', reason: `${said.code}: ${said.message}` };
}

async function holdings(ctx: WebullContext, signal?: AbortSignal) {
  const said = await ctx.client.request({
    method: 'GET',
    path: '/openapi/assets/positions',
    query: { account_id: ctx.webullAccountId },
    pace: 'queries',
    answer: positions,
    signal,
  });
  if (!said.ok) throw refusedQuestion(said);
  const held = await Promise.all(
    heldContracts(said.value, ctx.assetClass).map(async ({ contract, quantity }) => ({
      instrumentId: await ctx.instrumentOf(contract),
      quantity,
    })),
  );
  return held.flatMap(({ instrumentId, quantity }) =>
    instrumentId === null || quantity.isZero() ? [] : [{ instrumentId, quantity }],
  );
}

const OPEN_AT_ONCE = 100;

/**
 * Cash at Webull settles days later and is not compared. As many open orders as a page holds are more than ours can be.
 */
async function statement(ctx: WebullContext, signal?: AbortSignal): Promise<AccountStatement> {
  const said = await ctx.client.request({
    method: 'GET',
    path: '/openapi/trade/order/open',
    query: { account_id: ctx.webullAccountId, page_size: String(OPEN_AT_ONCE) },
    pace: 'queries',
    answer: openOrders,
    signal,
  });
  if (!said.ok) throw refusedQuestion(said);
  const open = said.value.flatMap(({ orders }) => orders);
  return {
    cashUsd: null,
    openOrders: open.map(({ client_order_id, order_id }) => ({
      clientOrderId: client_order_id ?? null,
      venueOrderId: order_id,
    })),
  };
}

function refusedQuestion(said: WebullRefusal): VenueUnknownError {
  return new VenueUnknownError(`webull refused the question: ${said.code}: ${said.message}`);
}
