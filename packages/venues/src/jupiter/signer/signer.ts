/** What a swap may cost and must bring, in base units. */
export interface SwapIntent {
  readonly spend: { readonly mint: string; readonly atMost: bigint };
  readonly receive: { readonly mint: string; readonly atLeast: bigint };
  /** Network fee, priority fee and the rent of new accounts together. */
  readonly lamportsAtMost: bigint;
}

export interface SigningRequest {
  /** A versioned transaction as it would be sent, its first signature missing. */
  readonly transaction: Uint8Array;
  readonly intent: SwapIntent;
  readonly signal?: AbortSignal | undefined;
}

export type SigningAnswer =
  | {
      readonly kind: 'signed';
      readonly bytes: Uint8Array;
      /** The transaction's id, known before anything is sent. */
      readonly signature: string;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Signs swaps for one wallet, and nothing else. The key stays inside. Throws when the chain cannot be asked. */
export interface Signer {
  readonly address: string;
  sign(request: SigningRequest): Promise<SigningAnswer>;
}
