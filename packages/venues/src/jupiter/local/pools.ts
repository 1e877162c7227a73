import { createHash } from 'node:crypto';
import { ASSOCIATED_TOKEN_PROGRAM, TOKEN_PROGRAM, tokenAddress, USDC } from '@atc/core/desk/solana';
import { Decimal } from '@atc/core/kernel/money';
import { Keypair, SystemProgram } from '@solana/web3.js';
import type { LocalChain } from './chain.ts';
import { mintBytes, tokenAccountBytes } from './token-bytes.ts';

export interface ListedToken {
  readonly contract: string;
  readonly mint: string;
  readonly decimals: number;
}

export interface PoolOptions {
  readonly chain: LocalChain;
  /** The wallet that may trade with the pool. */
  readonly wallet: string;
  readonly contracts: readonly { readonly contract: string; readonly decimals: number }[];
  /** The last price in USD of one whole token; null where there is none. */
  readonly priceOf: (contract: string) => number | null;
}

/** What a built swap does that nobody asked for. */
export type Deceit = 'takes_more' | 'pays_less' | 'pays_another' | 'takes_a_delegate' | 'calls_another_program';

export interface SwapQuestion {
  readonly inputMint: string;
  readonly outputMint: string;
  readonly amount: bigint;
}

export type Pools = ReturnType<typeof openPools>;

export const CASH_DECIMALS = 6;
const POOL_AMOUNT = 2n ** 62n;
const RENT = 2_039_280n;
/** What the pool keeps of every swap. */
const KEEPS = '0.001';
const TRANSFER_CHECKED = 12;
const APPROVE = 4;
const MEMO = 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr';

/** Whom swaps are made with on every local venue. */
export const POOL = addressOf('pool');

/** The tokens of a local venue: a contract has the same mint on every one. */
export function listTokens(contracts: PoolOptions['contracts']): readonly ListedToken[] {
  return contracts.map(({ contract, decimals }) => ({ contract, decimals, mint: addressOf(`mint of ${contract}`) }));
}

function addressOf(name: string): string {
  const seed = createHash('sha256').update(`local jupiter: ${name}`).digest();
  return Keypair.fromSeed(seed).publicKey.toBase58();
}

/**
 * A pool that swaps every listed token against USDC at the market's price. The wallet is its accounts' delegate: one
 * transaction pays in and takes out, and needs no signature but the wallet's.
 */
export function openPools({ chain, wallet, contracts, priceOf }: PoolOptions) {
  const [pool, tokens] = [POOL, listTokens(contracts)];
  const decimalsOf = new Map([[USDC, CASH_DECIMALS], ...tokens.map(({ mint, decimals }) => [mint, decimals] as const)]);
  for (const [mint, decimals] of decimalsOf) {
    const data = tokenAccountBytes({ mint, owner: pool, amount: POOL_AMOUNT, delegate: wallet });
    chain.put({ address: mint, lamports: RENT, program: TOKEN_PROGRAM, data: mintBytes(decimals) });
    chain.put({ address: tokenAddress(pool, mint), lamports: RENT, program: TOKEN_PROGRAM, data });
  }
  const worth = (mint: string) => {
    if (mint === USDC) return 1;
    const token = tokens.find((listed) => listed.mint === mint);
    return token ? priceOf(token.contract) : null;
  };
  /** What a swap brings in base units; null where there is no way. */
  const quote = ({ inputMint, outputMint, amount }: SwapQuestion): bigint | null => {
    const [given, wanted] = [worth(inputMint), worth(outputMint)];
    if (!given || !wanted || inputMint === outputMint) return null;
    const shift = (decimalsOf.get(outputMint) ?? 0) - (decimalsOf.get(inputMint) ?? 0);
    const out = new Decimal(amount.toString())
      .mul(String(given))
      .div(String(wanted))
      .mul(new Decimal(10).pow(shift))
      .mul(new Decimal(1).sub(KEEPS));
    return BigInt(out.toDecimalPlaces(0, Decimal.ROUND_DOWN).toFixed(0));
  };
  return {
    tokens,
    quote,
    mintOf: (contract: string) => tokens.find((token) => token.contract === contract) ?? null,
    /** Gives the wallet cash in USDC base units and SOL for fees. */
    fund: (cash: bigint) => {
      const data = tokenAccountBytes({ mint: USDC, owner: wallet, amount: cash });
      chain.put({ address: tokenAddress(wallet, USDC), lamports: RENT, program: TOKEN_PROGRAM, data });
      chain.airdrop(wallet, 1_000_000_000_000n);
    },
    /** The instructions of a swap, as Jupiter's `/build` names them. */
    instructions: ({ inputMint, outputMint, amount }: SwapQuestion, out: bigint, deceit: Deceit | null) => {
      const given = deceit === 'takes_more' ? amount * 2n : amount;
      const paid = deceit === 'pays_less' ? out / 2n : out;
      const receiver = deceit === 'pays_another' ? pool : wallet;
      return {
        computeBudgetInstructions: [],
        setupInstructions: [createAccount(wallet, outputMint)],
        swapInstruction: transfer({ mint: inputMint, from: wallet, to: pool, amount: given, by: wallet, decimalsOf }),
        otherInstructions: [
          transfer({ mint: outputMint, from: pool, to: receiver, amount: paid, by: wallet, decimalsOf }),
          ...(deceit === 'takes_a_delegate'
            ? [approve(tokenAddress(wallet, inputMint), { to: pool, by: wallet })]
            : []),
          ...(deceit === 'calls_another_program' ? [{ programId: MEMO, accounts: [], data: '' }] : []),
        ],
        cleanupInstruction: null,
      };
    },
  };
}

function approve(account: string, { to, by }: { readonly to: string; readonly by: string }) {
  const data = Buffer.alloc(9, 0xff);
  data.writeUInt8(APPROVE, 0);
  return {
    programId: TOKEN_PROGRAM,
    accounts: [writable(account), readable(to), signer(by)],
    data: data.toString('base64'),
  };
}

interface Transfer {
  readonly mint: string;
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  readonly by: string;
  readonly decimalsOf: ReadonlyMap<string, number>;
}

function transfer({ mint, from, to, amount, by, decimalsOf }: Transfer) {
  const data = Buffer.alloc(10);
  data.writeUInt8(TRANSFER_CHECKED, 0);
  data.writeBigUInt64LE(amount, 1);
  data.writeUInt8(decimalsOf.get(mint) ?? 0, 9);
  return {
    programId: TOKEN_PROGRAM,
    accounts: [writable(tokenAddress(from, mint)), readable(mint), writable(tokenAddress(to, mint)), signer(by)],
    data: data.toString('base64'),
  };
}

function createAccount(owner: string, mint: string) {
  const system = SystemProgram.programId.toBase58();
  return {
    programId: ASSOCIATED_TOKEN_PROGRAM,
    accounts: [
      signer(owner),
      writable(tokenAddress(owner, mint)),
      readable(owner),
      readable(mint),
      readable(system),
      readable(TOKEN_PROGRAM),
    ],
    data: Buffer.from([1]).toString('base64'),
  };
}

const writable = (pubkey: string) => ({ pubkey, isSigner: false, isWritable: true });
const readable = (pubkey: string) => ({ pubkey, isSigner: false, isWritable: false });
const signer = (pubkey: string) => ({ pubkey, isSigner: true, isWritable: true });
