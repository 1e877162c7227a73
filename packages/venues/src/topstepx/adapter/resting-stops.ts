import { type RestingStops, tightened, VenueUnknownError, type WishAnswer } from '@atc/core/desk/venue';
import type { Decimal } from '@atc/core/kernel/money';
import { LEAST_TICKS, stopTag } from './bracket.ts';
import type { TopstepxContext } from './context.ts';
import { restingPrice } from './reports.ts';
import { demandContract, findOrder, type Question } from './search.ts';
import { done, jsonNumber, STOP } from './wire.ts';

/** With these the gateway does not say whether it moved the stop: one that is pending, an error it cannot name. */
const UNDECIDED: ReadonlySet<number> = new Set([4, 5]);

/** Stops of whole contracts that rest at TopstepX. */
export function restingStops(ctx: TopstepxContext): RestingStops {
  return {
    move: (clientOrderId, stopPrice, signal) => move(ctx, { clientOrderId, signal }, stopPrice),
    brackets: { wanted: ctx.brackets, leastTicks: LEAST_TICKS, idOf: stopTag },
  };
}

async function move(ctx: TopstepxContext, question: Question, stopPrice: Decimal): Promise<WishAnswer> {
  const { signal } = question;
  const order = (await findOrder(ctx, question))?.order;
  if (order?.type !== STOP) return { kind: 'refused', reason: 'topstepx shows no such stop' };
  const { tick } = await demandContract(ctx, order.contractId, signal);
  const level = tightened(stopPrice, tick);
  if (restingPrice(order)?.eq(level)) return { kind: 'asked' };
  const body = { accountId: ctx.topstepxAccountId, orderId: Number(order.id), stopPrice: jsonNumber(level) };
  const said = await ctx.client.request({ path: '/api/Order/modify', body, answer: done, signal });
  if (said.ok) return { kind: 'asked' };
  if (UNDECIDED.has(said.code)) throw new VenueUnknownError(`topstepx does not decide: ${said.message}`);
  return { kind: 'refused', reason: `${said.code}: ${said.message}` };
}
