import { setTimeout as delay } from 'node:timers/promises';
import { VenueUnknownError } from '@atc/core/desk/venue';
import { z } from 'zod';
import type { LiveAttempt } from '../adapter/attempt.ts';
import type { JupiterContext } from '../adapter/context.ts';
import { movedBy } from '../adapter/reports.ts';
import { type AttemptEnd, endAttempt, markSent } from '../adapter/store.ts';
import { expiryDoubt } from './expiry.ts';
import { readLanded, readViews, sight } from './sightings.ts';

/**
 * Sends the stored bytes, again and again, until a node shows what became of them; whether one did in the time there
 * is.
 */
export async function pursueSwap(ctx: JupiterContext, attempt: LiveAttempt, signal?: AbortSignal): Promise<boolean> {
  const until = performance.now() + ctx.rules.landWithinMs;
  await markSent(ctx.db, attempt.id);
  for (;;) {
    signal?.throwIfAborted();
    await sendBytes(ctx, attempt, signal);
    // Most swaps land within a block or two.
    await delay(
      Math.min(ctx.rules.pollMs, Math.max(0, until - performance.now())),
      undefined,
      signal ? { signal } : {},
    );
    const known = await settleLanded(ctx, attempt, { everyNode: false, signal }).catch((error) => {
      // Nodes that say nothing now may in the next round.
      if (!(error instanceof VenueUnknownError)) throw error;
      return false;
    });
    if (known) return true;
    if (performance.now() >= until) return false;
  }
}

/** To every node at once. What they say of it proves nothing: only what they have seen does. */
async function sendBytes({ nodes }: JupiterContext, { signedBytes }: LiveAttempt, signal?: AbortSignal): Promise<void> {
  const options = { encoding: 'base64', skipPreflight: true, preflightCommitment: 'confirmed', maxRetries: 0 };
  const params = [Buffer.from(signedBytes).toString('base64'), options];
  await Promise.allSettled(
    nodes.map((node) => node.call({ method: 'sendTransaction', params, result: z.string(), signal })),
  );
}

interface Look {
  readonly everyNode: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Writes down what a confirmed swap did; whether it is confirmed. */
async function settleLanded(ctx: JupiterContext, attempt: LiveAttempt, look: Look): Promise<boolean> {
  if ((await sight(ctx.nodes, attempt.signature, look)) === 'not_seen') return false;
  const landed = await readLanded(ctx.nodes, attempt.signature, look.signal);
  if (!landed) throw new VenueUnknownError('a swap is confirmed and no node tells yet what it did');
  const { spendMint = '', receiveMint = '' } = attempt.proof;
  const end: AttemptEnd =
    landed.meta.err === null
      ? {
          state: 'landed',
          proof: {
            landed: {
              ...movedBy(landed, { owner: ctx.signer.address, spendMint, receiveMint }),
              at: ctx.clock.now(),
            },
          },
        }
      : { state: 'failed', proof: { reason: `the swap failed on the chain: ${JSON.stringify(landed.meta.err)}` } };
  await endAttempt(ctx.db, attempt.id, end);
  return true;
}

/**
 * Looks once for what became of a swap, without sending anything: it landed, or it is proven to have expired. Returns
 * whether either is so. Expired is what has not been seen, is past its last valid height by every sign there is, and
 * then still has not been seen by any node.
 */
export async function decideSwap(ctx: JupiterContext, attempt: LiveAttempt, signal?: AbortSignal): Promise<boolean> {
  if (await settleLanded(ctx, attempt, { everyNode: false, signal })) return true;
  if (attempt.ageMs < ctx.rules.expiresAfterMs) return false;
  const views = await readViews(ctx.nodes, signal);
  const { lastValidHeight, ageMs } = attempt;
  if (expiryDoubt({ views, lastValidHeight, ageMs }, ctx.rules)) return false;
  if (await settleLanded(ctx, attempt, { everyNode: true, signal })) return true;
  const seen = views.map(({ height, slot }) => ({ height: height.toString(), slot: slot.toString() }));
  await endAttempt(ctx.db, attempt.id, { state: 'expired', proof: { expired: { views: seen, ageMs } } });
  return true;
}
