import { expect, test } from 'vitest';
import {
  readTokenAccount,
  TOKEN_2022_PROGRAM,
  TOKEN_PROGRAM,
  tokenAddress,
  USDC,
  WRAPPED_SOL,
} from './token-account.ts';

/** The layout of an account: 32 bytes of mint, 32 of owner, 8 of amount, then who else may do what. */
function accountOf(amount: bigint, options: { readonly delegate?: number; readonly closer?: number } = {}): Buffer {
  const data = Buffer.alloc(165);
  data.fill(1, 0, 32);
  data.fill(2, 32, 64);
  data.writeBigUInt64LE(amount, 64);
  data.writeUInt32LE(options.delegate ?? 0, 72);
  data.writeUInt32LE(options.closer ?? 0, 129);
  return data;
}

test('mint, owner and amount are read from their places', () => {
  expect(readTokenAccount(TOKEN_PROGRAM, accountOf(1_234_567_890_123n))).toEqual({
    mint: '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi',
    owner: '8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR',
    amount: 1_234_567_890_123n,
    delegated: false,
    closable: false,
  });
});

test('the largest amount that fits is read whole', () => {
  expect(readTokenAccount(TOKEN_2022_PROGRAM, accountOf(2n ** 64n - 1n))?.amount).toBe(18_446_744_073_709_551_615n);
});

test('somebody else who may spend from it, or close it, is seen', () => {
  expect(readTokenAccount(TOKEN_PROGRAM, accountOf(1n, { delegate: 1 }))).toMatchObject({
    delegated: true,
    closable: false,
  });
  expect(readTokenAccount(TOKEN_PROGRAM, accountOf(1n, { closer: 1 }))).toMatchObject({
    delegated: false,
    closable: true,
  });
});

test('bytes of another program, or too few, are no token account', () => {
  expect(readTokenAccount('11111111111111111111111111111111', accountOf(1n))).toBeNull();
  expect(readTokenAccount(TOKEN_PROGRAM, accountOf(1n).subarray(0, 164))).toBeNull();
});

test('an account with extensions behind it is read by its first bytes', () => {
  const longer = Buffer.concat([accountOf(7n), Buffer.alloc(20, 9)]);
  expect(readTokenAccount(TOKEN_2022_PROGRAM, longer)?.amount).toBe(7n);
});

test('an owner has one address for a mint, another for another mint, owner or program', () => {
  const owner = '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi';
  const addresses = [
    tokenAddress(owner, USDC),
    tokenAddress(owner, WRAPPED_SOL),
    tokenAddress(owner, USDC, TOKEN_2022_PROGRAM),
    tokenAddress('8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR', USDC),
  ];
  expect(new Set(addresses).size).toBe(4);
  expect(tokenAddress(owner, USDC, TOKEN_PROGRAM)).toBe(addresses[0]);
});
