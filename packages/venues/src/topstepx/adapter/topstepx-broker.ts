import {
  type AccountStatement,
  type Broker,
  type Hearer,
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
import { purchaseOf } from './bracket.ts';
import type { TopstepxContext } from './context.ts';
import { orderOf } from './new-order.ts';
import { restingStops } from './resting-stops.ts';
import { ask, demandContract, findContract, findOrder, findReport, heldContracts, type Question } from './search.ts';
import type { GatewayRefusal } from './topstepx-client.ts';
import { done, type GatewayOrder, type NewOrder, orders, placed, positions, SHORT, STOP } from './wire.ts';

export type TopstepxBroker = Broker & { readonly venue: 'topstepx'; readonly mode: 'live' };

/** With these the gateway does not say whether it took the order: one that is pending, an error it cannot name. */
const UNDECIDED: ReadonlySet<number> = new Set([6, 7]);
const BUY = 0;

interface Desk {
  readonly ctx: TopstepxContext;
  /** Orders that are not shown. */
  readonly absences: NotFoundMemory;
}

/**
 * Futures at TopstepX, by market orders and stops of whole contracts, long only. Our id goes with an order as its
 * `customTag`, which the gateway takes once; what is not known is searched for by it, and only held to be absent when
 * it was not found twice over the settling time.
 */
export function openTopstepxBroker(ctx: TopstepxContext): TopstepxBroker {
  const desk: Desk = { ctx, absences: settledAbsence({ settlingMs: ctx.settlingMs }) };
  return {
    venue: 'topstepx',
    mode: 'live',
    place: (body, signal) => place(desk, body, signal),
    status: (clientOrderId, signal) => status(desk, { clientOrderId, signal }),
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
  const { listenToUserHub } = await import('../hub/user-hub.ts');
  const { client, topstepxAccountId } = ctx;
  await listenToUserHub({ ...userHub, accountId: topstepxAccountId, bearer: client.bearer }, hearer);
}

async function place(desk: Desk, body: OrderBody, signal?: AbortSignal): Promise<VenueReport> {
  const question = { clientOrderId: body.clientOrderId, signal };
  const left = body.bracketOwner ? await leftStop(desk, question) : null;
  return left ?? send(desk, body, question);
}

/** The stop that a purchase left: it is there, or comes; null only once it is proven that it does not. */
async function leftStop(desk: Desk, question: Question): Promise<VenueReport | null> {
  const said = await status(desk, question);
  if (said.kind === 'report') return said.report;
  if (said.final) return null;
  throw new VenueUnknownError('topstepx does not show the stop that the purchase left yet');
}

function send({ ctx }: Desk, body: OrderBody, question: Question): Promise<VenueReport> {
  const { clientOrderId, signal } = question;
  return placeOnce({
    clientOrderId,
    compose: async () => {
      const contract = await findContract(ctx, body.contract, signal);
      return contract ? orderOf(ctx, body, contract) : { refused: `topstepx lists no contract ${body.contract}` };
    },
    send: async (order) => (await saleFault(ctx, order, signal)) ?? (await sendOrder(ctx, order, signal)),
    find: async (sent) => {
      const report = await findReport(ctx, question);
      // A refused bracket leaves an order that is rejected; why, only the refusal says.
      const says = sent.kind === 'refused' || sent.kind === 'undecided';
      return says && report?.status === 'rejected' ? { ...report, reason: sent.reason } : report;
    },
  });
}

async function sendOrder(ctx: TopstepxContext, order: NewOrder, signal?: AbortSignal): Promise<Sent> {
  const said = await ctx.client.request({ path: '/api/Order/place', body: order, answer: placed, signal });
  if (said.ok) return { kind: 'taken', venueOrderId: said.value.orderId };
  const reason = refusalOf(said);
  return UNDECIDED.has(said.code)
    ? { kind: 'undecided', reason, doubt: `topstepx does not decide: ${said.message}` }
    : { kind: 'refused', reason };
}

const refusalOf = ({ code, message }: GatewayRefusal) => `${code}: ${message}`;

/**
 * Why a sale is not sent: the gateway would sell short what somebody has sold there by hand, or what another stop
 * sells.
 */
async function saleFault(ctx: TopstepxContext, order: NewOrder, signal?: AbortSignal): Promise<Sent | null> {
  const { contractId, side, size, type } = order;
  if (side === BUY) return null;
  const held = await heldContracts(ctx, contractId, signal);
  if (held < size)
    return { kind: 'unsent', reason: `topstepx holds ${held} of the ${size} contracts that were to be sold` };
  const locked = type === STOP ? await lockedContracts(ctx, order, signal) : 0;
  if (held - locked >= size) return null;
  return { kind: 'unsent', reason: `other stops sell ${locked} of the ${held} contracts that topstepx holds` };
}

/** Contracts that other stops than this one would sell. */
async function lockedContracts(ctx: TopstepxContext, { contractId, customTag }: NewOrder, signal?: AbortSignal) {
  const open = await openOrders(ctx, signal);
  const sells = ({ side, type }: GatewayOrder) => side !== BUY && type === STOP;
  return open
    .filter((one) => sells(one) && one.contractId === contractId && one.customTag !== customTag)
    .reduce((sum, { size, fillVolume }) => sum + size - (fillVolume ?? 0), 0);
}

async function status({ ctx, absences }: Desk, question: Question): Promise<VenueStatus> {
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
  return said.ok ? { kind: 'asked' } : { kind: 'refused', reason: refusalOf(said) };
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
  const open = (await openOrders(ctx, signal)).map(({ id, customTag }) => {
    const purchase = purchaseOf(customTag);
    return { clientOrderId: customTag ?? null, venueOrderId: id, ...(purchase ? { purchaseId: purchase } : {}) };
  });
  return { cashUsd: null, openOrders: open };
}

async function openOrders(ctx: TopstepxContext, signal?: AbortSignal): Promise<readonly GatewayOrder[]> {
  const body = { accountId: ctx.topstepxAccountId };
  return (await ask(ctx, { path: '/api/Order/searchOpen', body, answer: orders, signal })).orders;
}
