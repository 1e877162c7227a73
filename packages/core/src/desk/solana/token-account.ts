import { PublicKey } from '@solana/web3.js';

export const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
export const TOKEN_2022_PROGRAM = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';
export const ASSOCIATED_TOKEN_PROGRAM = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
export const TOKEN_PROGRAMS: readonly string[] = [TOKEN_PROGRAM, TOKEN_2022_PROGRAM];
export const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';
export const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';

export interface TokenAccount {
  readonly mint: string;
  readonly owner: string;
  /** Base units. */
  readonly amount: bigint;
  /** Somebody else may spend from it. */
  readonly delegated: boolean;
  /** Somebody else may close it. */
  readonly closable: boolean;
}

const LENGTH = 165;
const AMOUNT_AT = 64;
const DELEGATE_AT = 72;
const CLOSE_AUTHORITY_AT = 129;

/**
 * Reads the bytes of an account of a token program (SPL Token, state.rs); null where they are not a token account's.
 */
export function readTokenAccount(program: string, data: Buffer): TokenAccount | null {
  if (!TOKEN_PROGRAMS.includes(program) || data.length < LENGTH) return null;
  return {
    mint: new PublicKey(data.subarray(0, 32)).toBase58(),
    owner: new PublicKey(data.subarray(32, AMOUNT_AT)).toBase58(),
    amount: data.readBigUInt64LE(AMOUNT_AT),
    delegated: data.readUInt32LE(DELEGATE_AT) !== 0,
    closable: data.readUInt32LE(CLOSE_AUTHORITY_AT) !== 0,
  };
}

/** The address of an owner's own account for a mint. */
export function tokenAddress(owner: string, mint: string, program = TOKEN_PROGRAM): string {
  const seeds = [owner, program, mint].map((key) => new PublicKey(key).toBuffer());
  return PublicKey.findProgramAddressSync(seeds, new PublicKey(ASSOCIATED_TOKEN_PROGRAM))[0].toBase58();
}
