import { z } from 'zod';

// What Jupiter's APIs answer, as far as the desk reads it: unknown fields pass, missing ones fail.

/** Base units, as text; never a float. */
const units = z.string().regex(/^\d+$/).transform(BigInt);
const address = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/);

const instruction = z.object({
  programId: address,
  accounts: z.array(z.object({ pubkey: address, isSigner: z.boolean(), isWritable: z.boolean() })),
  data: z.base64(),
});

export type WireInstruction = z.infer<typeof instruction>;

/** `GET /swap/v2/build`. */
export const built = z.object({
  inputMint: address,
  outputMint: address,
  inAmount: units,
  outAmount: units,
  otherAmountThreshold: units,
  computeBudgetInstructions: z.array(instruction),
  setupInstructions: z.array(instruction),
  swapInstruction: instruction,
  otherInstructions: z.array(instruction).nullish(),
  cleanupInstruction: instruction.nullish(),
  addressesByLookupTableAddress: z.record(address, z.array(address)).nullish(),
  blockhashWithMetadata: z.object({
    blockhash: z.array(z.number().int().min(0).max(255)).length(32),
    lastValidBlockHeight: z.number().int().positive(),
  }),
});

export type Built = z.infer<typeof built>;

/** `GET /swap/v2/order` without a taker: a quote. */
export const quoted = z.object({ inAmount: units, outAmount: units });

/** `GET /price/v3`: a token without a reliable price is not in it. */
export const prices = z.record(z.string(), z.object({ usdPrice: z.number().positive() }));

/** `GET /ultra/v1/shield`. */
export const shield = z.object({
  warnings: z.record(z.string(), z.array(z.object({ type: z.string(), severity: z.string() }))),
});

export type TokenWarning = z.infer<typeof shield>['warnings'][string][number];

/** A refusal says its reason by code; the text is for people. */
export const refusal = z.object({ error: z.string(), errorCode: z.string().nullish() });
