import { TOKEN_PROGRAM, tokenAddress, USDC, WRAPPED_SOL } from '@atc/core/desk/solana';
import {
  Keypair,
  PublicKey,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import { expect, test } from 'vitest';
import { effectFault } from './effect.ts';
import { formFault } from './policy.ts';
import { readTransaction, seen } from './transaction.ts';

const [wallet, pool, thief] = [Keypair.generate(), Keypair.generate(), Keypair.generate()];
const owner = wallet.publicKey.toBase58();
const rules = { owner, counterparties: [pool.publicKey.toBase58()] };
const HASH = PublicKey.default.toBase58();

function faultOf(instructions: TransactionInstruction[], payer = wallet): string | null {
  const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash: HASH, instructions });
  const bytes = new VersionedTransaction(message.compileToV0Message()).serialize();
  const read = readTransaction(bytes);
  if (!read) throw new Error('unreadable');
  return formFault(seen(read), rules);
}

function call(program: string, data: readonly number[], accounts: readonly string[]): TransactionInstruction {
  return {
    programId: new PublicKey(program),
    data: Buffer.from(data),
    keys: accounts.map((account) => ({
      pubkey: new PublicKey(account),
      isSigner: account === owner,
      isWritable: true,
    })),
  };
}

const transferTo = (who: string) =>
  call(
    TOKEN_PROGRAM,
    [12, ...Array<number>(8).fill(0), 6],
    [tokenAddress(owner, USDC), USDC, tokenAddress(who, USDC), owner],
  );
const JUPITER = 'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4';
const ATA = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
const lamports = (to: PublicKey) => SystemProgram.transfer({ fromPubkey: wallet.publicKey, toPubkey: to, lamports: 1 });

test('what a swap consists of is allowed', () => {
  const create = call(
    ATA,
    [1],
    [owner, tokenAddress(owner, USDC), owner, USDC, SystemProgram.programId.toBase58(), TOKEN_PROGRAM],
  );
  const wrap = lamports(new PublicKey(tokenAddress(owner, WRAPPED_SOL)));
  const unwrap = call(TOKEN_PROGRAM, [9], [tokenAddress(owner, WRAPPED_SOL), owner, owner]);
  expect(faultOf([create, wrap, call(JUPITER, [1, 2], [owner]), unwrap])).toBeNull();
  expect(faultOf([transferTo(pool.publicKey.toBase58())])).toBeNull();
});

test.each([
  ['another fee payer', [call(JUPITER, [], [])], /somebody else pays/, thief],
  [
    'a signature of somebody else',
    [SystemProgram.transfer({ fromPubkey: thief.publicKey, toPubkey: wallet.publicKey, lamports: 1 })],
    /signature of somebody else/,
    wallet,
  ],
  ['an unknown program', [call(thief.publicKey.toBase58(), [], [])], /unknown program/, wallet],
  ['SOL that leaves', [lamports(thief.publicKey)], /SOL out/, wallet],
  ['tokens that leave', [transferTo(thief.publicKey.toBase58())], /tokens out/, wallet],
  ['an unchecked transfer', [call(TOKEN_PROGRAM, [3, 1], [owner])], /no need of \(3\)/, wallet],
  ['a delegate', [call(TOKEN_PROGRAM, [4, 1], [owner])], /no need of \(4\)/, wallet],
  ['another owner', [call(TOKEN_PROGRAM, [6, 2], [owner])], /no need of \(6\)/, wallet],
  [
    'an account that is closed to another',
    [call(TOKEN_PROGRAM, [9], [owner, thief.publicKey.toBase58(), owner])],
    /closes/,
    wallet,
  ],
  [
    'an account for somebody else',
    [call(ATA, [1], [owner, owner, thief.publicKey.toBase58()])],
    /for somebody else/,
    wallet,
  ],
  [
    'a nonce, with which it would never expire',
    [SystemProgram.nonceAdvance({ noncePubkey: thief.publicKey, authorizedPubkey: wallet.publicKey })],
    /no need of/,
    wallet,
  ],
])('%s is refused', (...[, instructions, reason, payer]) => {
  expect(faultOf(instructions, payer)).toMatch(reason);
});

const GAIN = thief.publicKey.toBase58();
const intent = { spend: { mint: USDC, atMost: 100n }, receive: { mint: GAIN, atLeast: 50n }, lamportsAtMost: 10n };
const wealth = (held: bigint) => ({
  lamports: held,
  program: SystemProgram.programId.toBase58(),
  data: Buffer.alloc(0),
  token: null,
});
const purse = (mint: string, amount: bigint, changes: object = {}) => ({
  ...wealth(1n),
  token: { mint, owner, amount, delegated: false, closable: false, ...changes },
});
const effect = (changes: { sol?: bigint; usdc?: ReturnType<typeof purse> | null; gain?: bigint; other?: bigint }) =>
  effectFault({
    owner,
    intent,
    tried: [
      { address: owner, before: wealth(100n), after: wealth(changes.sol ?? 90n) },
      {
        address: 'usdc',
        before: purse(USDC, 200n),
        after: changes.usdc === undefined ? purse(USDC, 100n) : changes.usdc,
      },
      { address: 'gain', before: null, after: purse(GAIN, changes.gain ?? 50n) },
      { address: 'other', before: purse(WRAPPED_SOL, 7n), after: purse(WRAPPED_SOL, changes.other ?? 7n) },
    ],
  });

test('balances that change as intended are no reason to refuse', () => {
  expect(effect({})).toBeNull();
});

test.each([
  ['a fee over what was meant', { sol: 89n }, /cost 11 lamports/],
  ['more spent than meant', { usdc: purse(USDC, 99n) }, /spend 101/],
  ['an account that is gone', { usdc: null }, /spend 200/],
  ['an account that is somebody else’s then', { usdc: purse(USDC, 200n, { owner: GAIN }) }, /spend 200/],
  ['an account that somebody else may spend from', { usdc: purse(USDC, 100n, { delegated: true }) }, /dispose/],
  ['less received than meant', { gain: 49n }, /bring 49/],
  ['another token taken along', { other: 0n }, /also take 7/],
])('%s is refused', (_, changes, reason) => {
  expect(effect(changes)).toMatch(reason);
});
