import type { SolanaNode } from '@atc/core/desk/solana';
import { VenueUnknownError } from '@atc/core/desk/venue';
import { z } from 'zod';
import type { NodeView } from './expiry.ts';

const statuses = z.object({
  value: z.tuple([
    z
      .object({
        slot: z.number().int(),
        err: z.unknown(),
        confirmationStatus: z.enum(['processed', 'confirmed', 'finalized']).nullish(),
      })
      .nullable(),
  ]),
});

const number = z.number().int().nonnegative().transform(BigInt);
const balance = z.object({
  mint: z.string(),
  owner: z.string().nullish(),
  uiTokenAmount: z.object({ amount: z.string().regex(/^\d+$/).transform(BigInt) }),
});
const transaction = z
  .object({
    slot: z.number().int(),
    meta: z.object({
      err: z.unknown(),
      preBalances: z.array(number).min(1),
      postBalances: z.array(number).min(1),
      preTokenBalances: z.array(balance),
      postTokenBalances: z.array(balance),
    }),
  })
  .nullable();

export type LandedTransaction = NonNullable<z.infer<typeof transaction>>;

/** What the nodes know of a signature. */
export type Sighting = 'landed' | 'not_seen';

/**
 * Whether any node has seen a signature at `confirmed`. A node that has not seen it says nothing of the others; that
 * none has is only known when all that are there to ask answered, `everyNode`.
 */
export async function sight(
  nodes: readonly SolanaNode[],
  signature: string,
  { everyNode, signal }: { readonly everyNode: boolean; readonly signal?: AbortSignal | undefined },
): Promise<Sighting> {
  const asked = await Promise.allSettled(
    nodes.map((node) =>
      node.call({
        method: 'getSignatureStatuses',
        params: [[signature], { searchTransactionHistory: true }],
        result: statuses,
        signal,
      }),
    ),
  );
  const answers = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.value[0]] : []));
  if (answers.some((seen) => seen?.confirmationStatus === 'confirmed' || seen?.confirmationStatus === 'finalized'))
    return 'landed';
  if (answers.length < (everyNode ? nodes.length : 1)) throw silent(asked);
  // Seen at `processed` only: it may yet vanish, and it may yet be confirmed.
  if (everyNode && answers.some((seen) => seen !== null))
    throw new VenueUnknownError('a node has seen it, and it is not confirmed');
  return 'not_seen';
}

/** The transaction of a signature as it was confirmed, or null where the nodes cannot tell it yet. */
export async function readLanded(
  nodes: readonly SolanaNode[],
  signature: string,
  signal?: AbortSignal,
): Promise<LandedTransaction | null> {
  const options = { encoding: 'json', commitment: 'confirmed', maxSupportedTransactionVersion: 0 };
  const asked = await Promise.allSettled(
    nodes.map((node) =>
      node.call({ method: 'getTransaction', params: [signature, options], result: transaction, signal }),
    ),
  );
  return (
    asked.map((answer) => (answer.status === 'fulfilled' ? answer.value : null)).find((told) => told !== null) ?? null
  );
}

/** The finalised height and the slot of every node that tells them. */
export async function readViews(nodes: readonly SolanaNode[], signal?: AbortSignal): Promise<readonly NodeView[]> {
  const asked = await Promise.allSettled(
    nodes.map(async (node) => {
      const ask = (method: string) =>
        node.call({ method, params: [{ commitment: 'finalized' }], result: number, signal });
      const [height, slot] = await Promise.all([ask('getBlockHeight'), ask('getSlot')]);
      return { height, slot };
    }),
  );
  return asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

function silent(asked: readonly PromiseSettledResult<unknown>[]): VenueUnknownError {
  const cause = asked.find((answer) => answer.status === 'rejected')?.reason;
  return new VenueUnknownError('the solana nodes did not say whether they have seen it', { cause });
}
