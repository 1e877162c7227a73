import {
  type AccountStatement,
  type Broker,
  type Hearer,
  type OrderBody,
  type VenueReport,
  type VenueStatus,
  VenueUnknownError,
  type WishAnswer,
} from '../broker.ts';
import { type NotFoundMemory, settledAbsence } from '../settled-absence.ts';
import type { TopstepxContext } from './context.ts';
import { orderOf } from './new-order.ts';
import { refusedReport } from './reports.ts';
import { restingStops } from './resting-stops.ts';
import { ask, demandContract, findContract, findOrder, findReport, type Question } from './search.ts';
import { done, type NewOrder, orders, placed, positions } from './wire.ts';

export type TopstepxBroker = Broker & { readonly venue: 'topstepx'; readonly mode: 'live' };

/** With these the gateway does not say whether it took the order: one that is pending, an error it cannot name. */
const UNDECIDED: ReadonlySet<number> = new Set([6, 7]);
const SHORT = 2;
const BUY = 0;

/**
 * Futures at TopstepX, by market orders and stops of whole contracts, long only. Our id goes with an order as its
 * `customTag`, which the gateway takes once; what is not known is searched for by it, and only held to be absent when it
 * was not found twice over the settling time.
 */
export function openTopstepxBroker(ctx: TopstepxContext): TopstepxBroker {
  const absences = settledAbsence({ settlingMs: ctx.settlingMs });
  return {
    venue: 'topstepx',
    mode: 'live',
    place: (body, signal) => place(ctx, body, signal),
    status: (clientOrderId, signal) => status(ctx, absences, { clientOrderId, signal }),
    takeBack: (clientOrderId, signal) => takeBack(ctx, { clientOrderId, signal }),
    holdings: (_, signal) => holdings(ctx, signal),
    statement: (_, signal) => statement(ctx, signal),
    stops: restingStops(ctx),
    ...(ctx.userHub ? { listen: (hearer) => listen(ctx, ctx.userHub, hearer) } : {}),
  };
}

async function listen(ctx: TopstepxContext, userHub: TopstepxContext['userHub'], hearer: Hearer): Promise<void> {
  if (!userHub) return;
  // What speaks SignalR is loaded only where it is used.
  const { listenToUserHub } = await import('./hub/user-hub.ts');
  const { client, topstepxAccountId } = ctx;
  await listenToUserHub({ ...userHub, accountId: topstepxAccountId, bearer: client.bearer }, hearer);
}

async function place(ctx: TopstepxContext, body: OrderBody, signal?: AbortSignal): Promise<VenueReport> {
  const contract = await findContract(ctx, body.contract, signal);
  const order = contract ? orderOf(ctx, body, contract) : { refused: `topstepx lists no contract ${body.contract}` };
  if ('refused' in order) return refusedReport(body.clientOrderId, order.refused);
  const uncovered = await uncoveredFault(ctx, order, signal);
  if (uncovered)
    return (
      (await findReport(ctx, { clientOrderId: body.clientOrderId, signal })) ??
      refusedReport(body.clientOrderId, uncovered)
    );
  const said = await ctx.client.request({ path: '/api/Order/place', body: order, answer: placed, signal });
  // The order may have been sent before: a refusal says that this call did nothing, and nothing of that one.
  const report = await findReport(ctx, { clientOrderId: body.clientOrderId, signal });
  if (report) return report;
  if (!said.ok && UNDECIDED.has(said.code)) throw new VenueUnknownError(`topstepx does not decide: ${said.message}`);
  if (!said.ok) return refusedReport(body.clientOrderId, `${said.code}: ${said.message}`);
  // It was taken just now and is not shown yet; what became of it is asked later.
  return {
    clientOrderId: body.clientOrderId,
    venueOrderId: said.value.orderId,
    status: 'submitted',
    fills: [],
    reason: null,
  };
}

/** Why a sale is not sent: the gateway would sell short what somebody has sold there by hand; null when it is held. */
async function uncoveredFault(ctx: TopstepxContext, order: NewOrder, signal?: AbortSignal): Promise<string | null> {
  if (order.side === BUY) return null;
  const { contractId, size } = order;
  const body = { accountId: ctx.topstepxAccountId };
  const said = await ask(ctx, { path: '/api/Position/searchOpen', body, answer: positions, signal });
  const held = said.positions.find((one) => one.contractId === contractId && one.type !== SHORT)?.size ?? 0;
  return held < size ? `topstepx holds ${held} of the ${size} contracts that were to be sold` : null;
}

async function status(ctx: TopstepxContext, absences: NotFoundMemory, question: Question): Promise<VenueStatus> {
  const report = await findReport(ctx, question);
  if (!report) return { kind: 'not_found', final: absences.missed(question.clientOrderId) };
  absences.seen(question.clientOrderId);
  return { kind: 'report', report };
}

async function takeBack(ctx: TopstepxContext, question: Question): Promise<WishAnswer> {
  const { signal } = question;
  const found = await findOrder(ctx, question);
  if (!found) return { kind: 'refused', reason: 'topstepx does not show the order' };
  const body = { accountId: ctx.topstepxAccountId, orderId: Number(found.order.id) };
  const said = await ctx.client.request({ path: '/api/Order/cancel', body, answer: done, signal });
  return said.ok ? { kind: 'asked' } : { kind: 'refused', reason: `${said.code}: ${said.message}` };
}

async function holdings(ctx: TopstepxContext, signal?: AbortSignal) {
  const body = { accountId: ctx.topstepxAccountId };
  const said = await ask(ctx, { path: '/api/Position/searchOpen', body, answer: positions, signal });
  const held = await Promise.all(
    said.positions.map(async ({ contractId, type, size }) => {
      const { units } = await demandContract(ctx, contractId, signal);
      const quantity = units.mul(type === SHORT ? -size : size);
      return { instrumentId: await ctx.instrumentOf(contractId), quantity };
    }),
  );
  return held.flatMap(({ instrumentId, quantity }) =>
    instrumentId === null || quantity.isZero() ? [] : [{ instrumentId, quantity }],
  );
}

/** Margin is not cash, so that the balance is not compared; open orders are. */
async function statement(ctx: TopstepxContext, signal?: AbortSignal): Promise<AccountStatement> {
  const body = { accountId: ctx.topstepxAccountId };
  const said = await ask(ctx, { path: '/api/Order/searchOpen', body, answer: orders, signal });
  const open = said.orders.map(({ id, customTag }) => ({ clientOrderId: customTag ?? null, venueOrderId: id }));
  return { cashUsd: null, feesApart: false, openOrders: open };
}
