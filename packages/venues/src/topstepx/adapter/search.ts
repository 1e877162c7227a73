import { type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { TopstepxContext } from './context.ts';
import { contractOf, type FuturesContract } from './contract.ts';
import { reportOf } from './reports.ts';
import type { GatewayAnswer, GatewayRequest } from './topstepx-client.ts';
import { contracts, type GatewayOrder, orders, positions, SHORT, trades } from './wire.ts';

export interface Question {
  readonly clientOrderId: string;
  readonly signal: AbortSignal | undefined;
}

interface Found {
  readonly order: GatewayOrder;
  /** How far back it was searched for. */
  readonly hours: number;
}

/**
 * There is no question by tag: orders of this many hours are searched for ours, and where it is not among them, of the
 * last ninety days: a company that was stopped over a holiday must not take for absent what it left behind.
 */
const SEARCHED_HOURS = [48, 90 * 24] as const;

/** What the gateway says of our order and its trades; null when it is not there. */
export async function findReport(ctx: TopstepxContext, question: Question): Promise<VenueReport | null> {
  const { clientOrderId, signal } = question;
  const found = await findOrder(ctx, question);
  if (!found) return null;
  const { order, hours } = found;
  const contract = await demandContract(ctx, order.contractId, signal);
  const told = await ask(ctx, { path: '/api/Trade/search', body: searched(ctx, hours), answer: trades, signal });
  return reportOf(clientOrderId, { order, trades: told.trades, contract });
}

/** Searches for our order by its tag; null when it is not there. */
export async function findOrder(ctx: TopstepxContext, { clientOrderId, signal }: Question): Promise<Found | null> {
  for (const hours of SEARCHED_HOURS) {
    const body = searched(ctx, hours);
    const found = await ask(ctx, { path: '/api/Order/search', body, answer: orders, signal });
    const order = found.orders.find(({ customTag }) => customTag === clientOrderId);
    if (order) return { order, hours };
  }
  return null;
}

const searched = ({ topstepxAccountId }: TopstepxContext, hours: number) => ({
  accountId: topstepxAccountId,
  startTimestamp: new Date(Date.now() - hours * HOUR_MS).toISOString(),
});

/** A contract that is listed and can be counted; null when it is not. */
export async function findContract(
  ctx: TopstepxContext,
  id: string,
  signal?: AbortSignal,
): Promise<FuturesContract | null> {
  const said = await ask(ctx, {
    path: '/api/Contract/searchById',
    body: { contractId: id },
    answer: contracts,
    signal,
  });
  const listed = said.contracts.find((contract) => contract.id === id);
  return listed ? contractOf(listed) : null;
}

/** The contract of an order or a holding, without which nothing of it can be counted. */
export async function demandContract(ctx: TopstepxContext, id: string, signal?: AbortSignal): Promise<FuturesContract> {
  const contract = await findContract(ctx, id, signal);
  if (!contract) throw new VenueUnknownError(`topstepx no longer lists ${id}`);
  return contract;
}

/** How many contracts are held, long; none where it is short. */
export async function heldContracts(ctx: TopstepxContext, contractId: string, signal?: AbortSignal): Promise<number> {
  const body = { accountId: ctx.topstepxAccountId };
  const said = await ask(ctx, { path: '/api/Position/searchOpen', body, answer: positions, signal });
  return said.positions.find((one) => one.contractId === contractId && one.type !== SHORT)?.size ?? 0;
}

/** A question, whose refusal leaves everything open. */
export async function ask<T>(ctx: TopstepxContext, request: GatewayRequest<T>): Promise<T> {
  const said: GatewayAnswer<T> = await ctx.client.request(request);
  if (said.ok) return said.value;
  throw new VenueUnknownError(`topstepx refused the question: ${said.code} ${said.message}`);
}
