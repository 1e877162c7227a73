import type { OrderBody } from '@atc/core/desk/venue';
import { z } from 'zod';

const units = z.string().regex(/^\d+$/).transform(BigInt);

/** What is kept of an attempt beside its bytes: at signing what its fee is worth, at the end how it was decided. */
export const proof = z.object({
  /** Price of one SOL when it was signed, as text: fees are booked at it. */
  solUsd: z.string().optional(),
  spendMint: z.string().optional(),
  receiveMint: z.string().optional(),
  /** Why it was never signed, or why the chain refused it. */
  reason: z.string().optional(),
  /** What the chain says that it did, in base units. */
  landed: z
    .object({ slot: z.number(), spent: units, received: units, lamports: units, at: z.coerce.date() })
    .optional(),
  expired: z.unknown().optional(),
});

export type Proof = z.infer<typeof proof>;

/** One signed swap for an order, or the decision that there is none. */
export interface Attempt {
  readonly id: string;
  readonly attemptNo: number;
  readonly state: 'signed' | 'sent' | 'landed' | 'failed' | 'expired';
  readonly signedBytes: Uint8Array | null;
  readonly signature: string | null;
  readonly lastValidHeight: bigint | null;
  readonly proof: Proof;
  /** Machine time since it was written. */
  readonly ageMs: number;
}

/** An order of ours with its latest attempt. */
export interface Attempted {
  readonly orderId: string;
  /** As it was committed: it alone is sent. */
  readonly body: OrderBody;
  readonly attempt: Attempt | null;
}

/** An attempt whose bytes may still land. */
export type LiveAttempt = Attempt & {
  readonly signedBytes: Uint8Array;
  readonly signature: string;
  readonly lastValidHeight: bigint;
};

/** Whether an attempt's bytes may still land. */
export function isLive(attempt: Attempt | null): attempt is LiveAttempt {
  if (!attempt || (attempt.state !== 'signed' && attempt.state !== 'sent')) return false;
  return attempt.signedBytes !== null && attempt.signature !== null && attempt.lastValidHeight !== null;
}
