import type { VenueReport } from '../../broker.ts';
import type { NotFoundMemory } from '../../settled-absence.ts';
import type { TopstepxContext } from '../context.ts';
import { isWorking } from '../reports.ts';
import { findOrder, findReport, heldContracts, type Question } from '../search.ts';
import { done, type GatewayOrder } from '../wire.ts';

/**
 * What became of the stop that a purchase left; null where it is not shown. One over more contracts than are held would
 * sell short once it is reached, as where its purchase was filled in part: it is taken back, when two looks found it so.
 */
export async function findLeftStop(
  ctx: TopstepxContext,
  uncovered: NotFoundMemory,
  question: Question,
): Promise<VenueReport | null> {
  const { clientOrderId, signal } = question;
  const found = await findOrder(ctx, question);
  if (!found) return null;
  if (await isCovered(ctx, found.order, signal)) uncovered.seen(clientOrderId);
  else if (uncovered.missed(clientOrderId)) {
    const body = { accountId: ctx.topstepxAccountId, orderId: Number(found.order.id) };
    await ctx.client.request({ path: '/api/Order/cancel', body, answer: done, signal });
  }
  return findReport(ctx, question);
}

async function isCovered(ctx: TopstepxContext, order: GatewayOrder, signal?: AbortSignal): Promise<boolean> {
  if (!isWorking(order)) return true;
  return order.size - (order.fillVolume ?? 0) <= (await heldContracts(ctx, order.contractId, signal));
}
