import { PublicKey } from '@solana/web3.js';

const MINT_BYTES = 82;
const ACCOUNT_BYTES = 165;
const SUPPLY = 2n ** 63n;

/** The bytes of a mint that nobody can mint of any more (SPL Token, state.rs). */
export function mintBytes(decimals: number): Buffer {
  const data = Buffer.alloc(MINT_BYTES);
  data.writeBigUInt64LE(SUPPLY, 36);
  data.writeUInt8(decimals, 44);
  data.writeUInt8(1, 45);
  return data;
}

export interface TokenHolding {
  readonly mint: string;
  readonly owner: string;
  readonly amount: bigint;
  /** Who may spend all of it in the owner's place. */
  readonly delegate?: string;
}

/** The bytes of a token account. */
export function tokenAccountBytes({ mint, owner, amount, delegate }: TokenHolding): Buffer {
  const data = Buffer.alloc(ACCOUNT_BYTES);
  new PublicKey(mint).toBuffer().copy(data, 0);
  new PublicKey(owner).toBuffer().copy(data, 32);
  data.writeBigUInt64LE(amount, 64);
  data.writeUInt8(1, 108);
  if (!delegate) return data;
  data.writeUInt32LE(1, 72);
  new PublicKey(delegate).toBuffer().copy(data, 76);
  data.writeBigUInt64LE(amount, 121);
  return data;
}
