import { z } from 'zod';

// What is said between the company and a signer in a process of its own: JSON over HTTP, amounts as text.

const units = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt);
const side = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
const bytes = z
  .base64()
  .max(4096)
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/** `POST /sign`: a versioned transaction and what it is meant to do. */
export const signingRequest = z.strictObject({
  transaction: bytes,
  intent: z.strictObject({
    spend: z.strictObject({ mint: side, atMost: units }),
    receive: z.strictObject({ mint: side, atLeast: units }),
    lamportsAtMost: units,
  }),
});

/** Its answer. */
export const signingAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed'), bytes }),
  z.object({ kind: z.literal('refused'), reason: z.string().max(500) }),
]);

/** `GET /address`. */
export const addressAnswer = z.object({ address: side });
