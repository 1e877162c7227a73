import { anyOf, readTokenAccounts } from '@atc/core/desk/solana';
import {
  type Broker,
  type OrderBody,
  type VenueReport,
  type VenueStatus,
  VenueUnknownError,
} from '@atc/core/desk/venue';
import { InvariantError } from '@atc/core/kernel/errors';
import { decideSwap, pursueSwap } from '../fate/pursue-swap.ts';
import { prepareSwap } from '../swap/prepare-swap.ts';
import { type Attempted, isLive } from './attempt.ts';
import type { JupiterContext } from './context.ts';
import { fromUnits, landedReport, refusedReport } from './reports.ts';
import { findAttempted, insertAttempt } from './store.ts';

export type JupiterBroker = Broker & { readonly venue: 'jupiter'; readonly mode: 'live' };

/**
 * Tokens on Solana by swaps through Jupiter. A swap's signature is ours and known before it is sent; its bytes are
 * committed first, and only the same bytes are sent again. Another attempt is made only when the last one is proven to
 * have expired.
 *
 * Swaps are built with `/build` and sent to our own nodes, not with `/order` and `/execute`: the fee payer, the
 * blockhash and so the signature are ours, the programs can be judged before signing, and sending again needs nobody's
 * memory of the order.
 */
export function openJupiterBroker(ctx: JupiterContext): JupiterBroker {
  return {
    venue: 'jupiter',
    mode: 'live',
    place: (body, signal) => place(ctx, body, signal),
    status: (clientOrderId, signal) => status(ctx, clientOrderId, signal),
    takeBack: async () => ({ kind: 'refused', reason: 'a swap that was sent cannot be taken back' }),
    holdings: (_, signal) => holdings(ctx, signal),
    // A wallet has no open orders; fees are paid in SOL.
    statement: async (_, signal) => ({ cashUsd: await cash(ctx, signal), openOrders: [] }),
  };
}

async function place(ctx: JupiterContext, { clientOrderId }: OrderBody, signal?: AbortSignal): Promise<VenueReport> {
  const known = await demand(ctx, clientOrderId);
  const attempted = known.attempt && known.attempt.state !== 'expired' ? known : await attempt(ctx, known, signal);
  const live = attempted.attempt;
  if (!isLive(live)) return told(ctx, attempted);
  if (!(await pursueSwap(ctx, live, signal)))
    throw new VenueUnknownError('the swap was sent and no node has seen it yet');
  return told(ctx, await demand(ctx, clientOrderId));
}

/** Commits the next attempt, or the decision against one; the one that was first counts. */
async function attempt(ctx: JupiterContext, known: Attempted, signal?: AbortSignal): Promise<Attempted> {
  const { orderId, body } = known;
  const attemptNo = (known.attempt?.attemptNo ?? 0) + 1;
  const prepared = await prepareSwap(ctx, body, signal);
  await insertAttempt(ctx.db, {
    orderId,
    attemptNo,
    ...('refused' in prepared ? { signed: null, proof: { reason: prepared.refused } } : prepared),
  });
  const now = await demand(ctx, body.clientOrderId);
  if (now.attempt?.attemptNo !== attemptNo) throw new VenueUnknownError('the order has ended meanwhile');
  return now;
}

async function demand(ctx: JupiterContext, clientOrderId: string): Promise<Attempted> {
  const known = await findAttempted(ctx.db, clientOrderId);
  if (!known) throw new InvariantError('an order is placed that was never committed');
  return known;
}

async function status(ctx: JupiterContext, clientOrderId: string, signal?: AbortSignal): Promise<VenueStatus> {
  let known = await findAttempted(ctx.db, clientOrderId);
  if (isLive(known?.attempt ?? null)) {
    const live = known?.attempt ?? null;
    if (isLive(live) && !(await decideSwap(ctx, live, signal))) return { kind: 'not_found', final: false, alive: true };
    known = await demand(ctx, clientOrderId);
  }
  if (!known?.attempt || known.attempt.state === 'expired') return { kind: 'not_found', final: true };
  return { kind: 'report', report: await told(ctx, known) };
}

/** What is stored of an order whose last attempt has ended. */
async function told(ctx: JupiterContext, { body, attempt: last }: Attempted): Promise<VenueReport> {
  if (last?.state === 'failed') return refusedReport(body.clientOrderId, last);
  const token = await ctx.tokenOf(body.contract);
  if (last?.state !== 'landed' || !token) throw new VenueUnknownError('the end of a swap is not known');
  return landedReport({ body, attempt: last, cashDecimals: ctx.cash.decimals, tokenDecimals: token.decimals });
}

async function holdings(ctx: JupiterContext, signal?: AbortSignal) {
  const accounts = [...(await readTokenAccounts(anyOf(ctx.nodes), ctx.signer.address, signal)).values()];
  const mints = [...new Set(accounts.map(({ mint }) => mint))].filter((mint) => mint !== ctx.cash.mint);
  const held = await Promise.all(
    mints.map(async (mint) => {
      const instrument = await ctx.instrumentOf(mint);
      const units = accounts.filter((account) => account.mint === mint).reduce((sum, { amount }) => sum + amount, 0n);
      return instrument && units > 0n
        ? [{ instrumentId: instrument.id, quantity: fromUnits(units, instrument.decimals) }]
        : [];
    }),
  );
  return held.flat();
}

async function cash({ nodes, signer, cash: token }: JupiterContext, signal?: AbortSignal) {
  const accounts = [...(await readTokenAccounts(anyOf(nodes), signer.address, signal)).values()];
  const own = accounts.filter(({ mint }) => mint === token.mint);
  return fromUnits(
    own.reduce((sum, { amount }) => sum + amount, 0n),
    token.decimals,
  );
}
