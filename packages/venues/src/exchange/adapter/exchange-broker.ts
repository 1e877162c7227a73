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
import { type Decimal, ZERO } from '@atc/core/kernel/money';
import { z } from 'zod';
import { type Booked, type ExchangeContext, pairOf } from './context.ts';
import type { ExchangeRefusal } from './exchange-client.ts';
import { findOrder, readFacts } from './find-order.ts';
import { floorTo, type NewOrder, orderOf } from './new-order.ts';
import { balance, openOrders, taken } from './wire.ts';

/**
 * Spot pairs at an exchange, by market orders, and stops that rest where it has such orders. Our id makes an order one
 * only as long as we ask for it: an exchange may take an id again once its order has ended, so that an order is looked
 * for before it is sent.
 */
export function openExchangeBroker(ctx: ExchangeContext): Broker {
  const absences = settledAbsence({ settlingMs: ctx.served.settlingMs });
  const oneByOne = turns();
  return {
    venue: 'exchange',
    mode: 'live',
    place: (body, signal) => oneByOne(body.clientOrderId, () => place(ctx, body, signal)),
    status: (clientOrderId, signal) => status(ctx, absences, { clientOrderId, signal }),
    takeBack: (clientOrderId, signal) => takeBack(ctx, { clientOrderId, signal }),
    holdings: (_, signal) => holdings(ctx, signal),
    statement: (_, signal) => statement(ctx, signal),
    // One that rests cannot be moved under its id: it makes way for another.
    ...(ctx.served.stopOrder === null ? {} : { stops: {} }),
  };
}

/** Lets what is about the same id run one after another: an order is looked for before it is sent. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(id: string, run: () => Promise<T>): Promise<T> => {
    const mine = (last.get(id) ?? Promise.resolve()).then(run, run);
    const over: Promise<unknown> = mine
      .catch(() => undefined)
      .then(() => (last.get(id) === over ? last.delete(id) : false));
    last.set(id, over);
    return mine;
  };
}

interface Question {
  readonly clientOrderId: string;
  readonly signal: AbortSignal | undefined;
}

async function place(ctx: ExchangeContext, body: OrderBody, signal?: AbortSignal): Promise<VenueReport> {
  const { clientOrderId } = body;
  const pair = pairOf(body.contract);
  const find = () => findOrder(ctx, { clientOrderId, pair, signal });
  const known = await find();
  if (known) return known;
  return placeOnce({
    clientOrderId,
    compose: async () => orderOf(body, { ...ctx, id: ctx.client.id, facts: await readFacts(ctx.client, pair, signal) }),
    send: (order) => send(ctx, order, signal),
    find,
  });
}

async function send(ctx: ExchangeContext, order: NewOrder, signal?: AbortSignal): Promise<Sent> {
  const { pair, clientOrderId, spend, quantity, stopPrice } = order;
  const how = { clientOrderId, ...(stopPrice ? { stopLossPrice: stopPrice.toFixed() } : {}) };
  const said = await ctx.client.ask({
    ask: ({ exchange }) =>
      spend
        ? exchange.createMarketBuyOrderWithCost(pair, spend.toNumber(), how)
        : exchange.createOrder(pair, 'market', 'sell', quantity?.toNumber() ?? 0, undefined, how),
    answer: taken,
    signal,
  });
  if (said.ok) return { kind: 'taken', venueOrderId: said.value.id };
  return sentOf(ctx, said);
}

/** What a refusal of an order means. One that it has already may not show yet. */
function sentOf({ client, served }: ExchangeContext, { kind, message }: ExchangeRefusal): Sent {
  const reason = `${kind}: ${message}`;
  if (served.duplicate.test(message))
    return { kind: 'undecided', reason, doubt: `${client.id} has an order of this id and does not show it yet` };
  return { kind: 'refused', reason };
}

async function status(
  ctx: ExchangeContext,
  absences: NotFoundMemory,
  { clientOrderId, signal }: Question,
): Promise<VenueStatus> {
  const report = await findOrder(ctx, { clientOrderId, pair: await demandPair(ctx, clientOrderId), signal });
  if (!report) return { kind: 'not_found', final: absences.missed(clientOrderId) };
  absences.seen(clientOrderId);
  return { kind: 'report', report };
}

async function takeBack(ctx: ExchangeContext, { clientOrderId, signal }: Question): Promise<WishAnswer> {
  const pair = await demandPair(ctx, clientOrderId);
  const said = await ctx.client.ask({
    ask: ({ exchange }) => exchange.cancelOrder('', pair, { clientOrderId }),
    answer: z.unknown(),
    signal,
  });
  return said.ok ? { kind: 'asked' } : { kind: 'refused', reason: `${said.kind}: ${said.message}` };
}

async function demandPair({ client, contractOf }: ExchangeContext, clientOrderId: string): Promise<string> {
  const contract = await contractOf(clientOrderId);
  if (contract) return pairOf(contract);
  throw new VenueUnknownError(`${client.id} keeps orders by pair, and the pair of ${clientOrderId} is not known`);
}

async function readBalance({ client }: ExchangeContext, signal?: AbortSignal) {
  const said = await client.ask({ ask: ({ exchange }) => exchange.fetchBalance(), answer: balance, signal });
  if (!said.ok) throw refusedQuestion(client.id, said);
  return said.value.total;
}

/** What is held of the pairs that are traded, in steps that can be sold. */
async function holdings(ctx: ExchangeContext, signal?: AbortSignal) {
  const total = await readBalance(ctx, signal);
  const held = await Promise.all(
    ctx.contracts.map(async (contract) => {
      const { base, precision } = await readFacts(ctx.client, pairOf(contract), signal);
      const told = floorTo(total[base] ?? ZERO, precision.amount);
      const quantity = withoutRests(told, await ctx.bookedOf(contract), precision.amount);
      return { instrumentId: await ctx.instrumentOf(contract), quantity };
    }),
  );
  return held.flatMap(({ instrumentId, quantity }) =>
    instrumentId === null || quantity.isZero() ? [] : [{ instrumentId, quantity }],
  );
}

/**
 * What is held without what fees left of purchases: less than a step each, booked as a fee, and together more than one
 * in time. Anything beyond that is told as it is.
 */
function withoutRests(told: Decimal, { quantity, purchases }: Booked, step: Decimal): Decimal {
  const rests = told.sub(quantity);
  return rests.gt(0) && rests.lte(step.mul(purchases)) ? quantity : told;
}

/** The quote coin and the open orders of the pairs that are traded; others are nothing of ours. */
async function statement(ctx: ExchangeContext, signal?: AbortSignal): Promise<AccountStatement> {
  const [total, open] = [
    await readBalance(ctx, signal),
    await Promise.all(ctx.contracts.map((contract) => listOpen(ctx, pairOf(contract), signal))),
  ];
  const quote = ctx.contracts[0]?.split('_')[1] ?? '';
  return { cashUsd: total[quote] ?? ZERO, openOrders: open.flat() };
}

async function listOpen(
  { client }: ExchangeContext,
  pair: string,
  signal?: AbortSignal,
): Promise<NonNullable<AccountStatement['openOrders']>> {
  const said = await client.ask({ ask: ({ exchange }) => exchange.fetchOpenOrders(pair), answer: openOrders, signal });
  if (!said.ok) throw refusedQuestion(client.id, said);
  return said.value.map(({ id, clientOrderId = null }) => ({ clientOrderId, venueOrderId: id }));
}

function refusedQuestion(id: string, { kind, message }: ExchangeRefusal): VenueUnknownError {
  return new VenueUnknownError(`${id} refused the question: ${kind}: ${message}`);
}
