import type { Decimal } from '../../../kernel/money/index.ts';
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
import { contractOf, contractsOf, type FuturesContract } from './contract.ts';
import type { UserHub } from './hub/user-hub.ts';
import { refusedReport, reportOf } from './reports.ts';
import type { GatewayAnswer, GatewayRequest, TopstepxClient } from './topstepx-client.ts';
import { canceled, contracts, type GatewayOrder, type NewOrder, orders, placed, positions, trades } from './wire.ts';

export interface TopstepxContext {
  readonly client: TopstepxClient;
  /** The account at TopstepX. */
  readonly topstepxAccountId: number;
  /** The instrument of a contract that TopstepX holds; null for one that we do not know. */
  readonly instrumentOf: (contract: string) => Promise<string | null>;
  /** How long an order must be absent, asked at least twice, before its absence is final (machine milliseconds). */
  readonly settlingMs: number;
  /** USD a contract and side that a purchase keeps back for fees. */
  readonly feeRoomUsd: Decimal;
  /** Where it pushes what befalls the account; nothing is listened to without. */
  readonly userHub?: Pick<UserHub, 'url' | 'firstRestMs'> | undefined;
}

export type TopstepxBroker = Broker & { readonly venue: 'topstepx'; readonly mode: 'live' };

/**
 * There is no question by tag: orders of this many hours are searched for ours, and where it is not among them, of the
 * last ninety days: a company that was stopped over a holiday must not take for absent what it left behind.
 */
const SEARCHED_HOURS = [48, 90 * 24] as const;
const HOUR_MS = 3_600_000;
/** With these the gateway does not say whether it took the order: one that is pending, an error it cannot name. */
const UNDECIDED: ReadonlySet<number> = new Set([6, 7]);
const SHORT = 2;

/**
 * Futures at TopstepX, by market orders of whole contracts, long only. Our id goes with an order as its `customTag`,
 * which the gateway takes once; what is not known is searched for by it, and only held to be absent when it was not found
 * twice over the settling time.
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

function orderOf(
  ctx: TopstepxContext,
  body: OrderBody,
  contract: FuturesContract,
): NewOrder | { readonly refused: string } {
  if (body.side === 'buy' && !contract.active) return { refused: `${contract.id} is not the front month any more` };
  const size = contractsOf(body, contract, ctx.feeRoomUsd);
  if (size < 1) return { refused: 'the order is about less than one contract' };
  return {
    accountId: ctx.topstepxAccountId,
    contractId: contract.id,
    type: 2,
    side: body.side === 'buy' ? 0 : 1,
    size,
    customTag: body.clientOrderId,
  };
}

async function findContract(ctx: TopstepxContext, id: string, signal?: AbortSignal): Promise<FuturesContract | null> {
  const said = await ask(ctx, {
    path: '/api/Contract/searchById',
    body: { contractId: id },
    answer: contracts,
    signal,
  });
  const listed = said.contracts.find((contract) => contract.id === id);
  return listed ? contractOf(listed) : null;
}

interface Question {
  readonly clientOrderId: string;
  readonly signal: AbortSignal | undefined;
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
  const said = await ctx.client.request({ path: '/api/Order/cancel', body, answer: canceled, signal });
  return said.ok ? { kind: 'asked' } : { kind: 'refused', reason: `${said.code}: ${said.message}` };
}

const searched = ({ topstepxAccountId }: TopstepxContext, hours: number) => ({
  accountId: topstepxAccountId,
  startTimestamp: new Date(Date.now() - hours * HOUR_MS).toISOString(),
});

interface Found {
  readonly order: GatewayOrder;
  /** How far back it was searched for. */
  readonly hours: number;
}

/** Searches for our order by its tag; null when it is not there. */
async function findOrder(ctx: TopstepxContext, { clientOrderId, signal }: Question): Promise<Found | null> {
  for (const hours of SEARCHED_HOURS) {
    const body = searched(ctx, hours);
    const found = await ask(ctx, { path: '/api/Order/search', body, answer: orders, signal });
    const order = found.orders.find(({ customTag }) => customTag === clientOrderId);
    if (order) return { order, hours };
  }
  return null;
}

/** What the gateway says of our order and its trades; null when it is not there. */
async function findReport(ctx: TopstepxContext, question: Question): Promise<VenueReport | null> {
  const { clientOrderId, signal } = question;
  const found = await findOrder(ctx, question);
  if (!found) return null;
  const { order, hours } = found;
  const contract = await findContract(ctx, order.contractId, signal);
  if (!contract) throw new VenueUnknownError(`topstepx no longer lists ${order.contractId}`);
  const told = await ask(ctx, { path: '/api/Trade/search', body: searched(ctx, hours), answer: trades, signal });
  return reportOf(clientOrderId, { order, trades: told.trades, contract });
}

async function holdings(ctx: TopstepxContext, signal?: AbortSignal) {
  const body = { accountId: ctx.topstepxAccountId };
  const said = await ask(ctx, { path: '/api/Position/searchOpen', body, answer: positions, signal });
  const held = await Promise.all(
    said.positions.map(async ({ contractId, type, size }) => {
      const contract = await findContract(ctx, contractId, signal);
      if (!contract) throw new VenueUnknownError(`topstepx holds ${contractId} and does not list it`);
      const quantity = contract.units.mul(type === SHORT ? -size : size);
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

/** A question, whose refusal leaves everything open. */
async function ask<T>(ctx: TopstepxContext, request: GatewayRequest<T>): Promise<T> {
  const said: GatewayAnswer<T> = await ctx.client.request(request);
  if (said.ok) return said.value;
  throw new VenueUnknownError(`topstepx refused the question: ${said.code} ${said.message}`);
}
