import { expect, test } from 'vitest';
import { type ChainTransaction, movesOf } from './moves.ts';

const SOL = 'So11111111111111111111111111111111111111112';
const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
const USDT = 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB';

/** Token units before and after, lamports gained or lost by the wallet, and its place among the keys. */
interface Told {
  readonly tokens?: Readonly<Record<string, readonly [before: number, after: number]>>;
  readonly lamports?: number;
  readonly fee?: number;
  readonly place?: number;
  readonly signers?: number;
  readonly err?: unknown;
  readonly owner?: string;
}

function transaction({ tokens = {}, lamports = 0, fee = 0, place = 0, ...rest }: Told): ChainTransaction {
  const keys = Array.from({ length: 3 }, (_, i) => (i === place ? 'wallet' : `other-${i}`));
  const balances = (side: 0 | 1) =>
    Object.entries(tokens).map(([mint, amounts]) => ({
      mint,
      owner: rest.owner ?? 'wallet',
      uiTokenAmount: { amount: BigInt(amounts[side]) },
    }));
  return {
    blockTime: 1,
    meta: {
      err: rest.err ?? null,
      fee: BigInt(fee),
      preBalances: [10n ** 10n, 10n ** 10n, 10n ** 10n],
      postBalances: keys.map((key) => 10n ** 10n + (key === 'wallet' ? BigInt(lamports) : 0n)),
      preTokenBalances: balances(0),
      postTokenBalances: balances(1),
    },
    transaction: { message: { accountKeys: keys, header: { numRequiredSignatures: rest.signers ?? 1 } } },
  };
}
const moves = (told: Told) =>
  movesOf(transaction(told), 'wallet').map(({ side, mint, units }) => `${side} ${units} ${mint}`);

test.each<readonly [string, Told, readonly string[]]>([
  ['a token for dollars', { tokens: { BONK: [0, 70], [USDC]: [50, 20] } }, ['buy 70 BONK']],
  ['a token for the other dollars', { tokens: { BONK: [0, 70], [USDT]: [50, 20] } }, ['buy 70 BONK']],
  ['a token for wrapped SOL', { tokens: { BONK: [10, 70], [SOL]: [9_000_000, 0] } }, ['buy 60 BONK']],
  ['a token for SOL', { tokens: { BONK: [0, 70] }, lamports: -5_000_001 }, ['buy 70 BONK']],
  ['dollars for a token', { tokens: { BONK: [70, 10], [USDC]: [0, 20] } }, ['sell 60 BONK']],
  ['SOL for a token', { tokens: { BONK: [70, 0] }, lamports: 5_000_001 }, ['sell 70 BONK']],
  ['one token for another', { tokens: { BONK: [0, 7], WIF: [3, 1] } }, ['buy 7 BONK', 'sell 2 WIF']],
])('%s is a swap', (_, told, swaps) => {
  expect(moves(told)).toEqual(swaps);
});

test.each<readonly [string, Told]>([
  ['a token that came for nothing', { tokens: { BONK: [0, 70] } }],
  ['a token that went for nothing', { tokens: { BONK: [70, 0] } }],
  ['a token beside the rent of its account', { tokens: { BONK: [0, 70] }, lamports: -5_000_000 }],
  ['a token that went beside a tip', { tokens: { BONK: [70, 0] }, lamports: 5_000_000 }],
  ['dollars against SOL', { tokens: { [USDC]: [50, 0] }, lamports: 9_000_000 }],
  ['dollars against dollars', { tokens: { [USDC]: [50, 0], [USDT]: [0, 50] } }],
  ['two tokens for dollars', { tokens: { BONK: [0, 7], WIF: [0, 7], [USDC]: [50, 0] } }],
  ['dollars for two tokens', { tokens: { BONK: [7, 0], WIF: [7, 0], [USDC]: [0, 50] } }],
  ['what failed', { tokens: { BONK: [0, 70], [USDC]: [50, 20] }, err: { InstructionError: [0, 'x'] } }],
  ['what somebody else signed', { tokens: { BONK: [0, 70], [USDC]: [50, 20] }, place: 1 }],
  ['what somebody else owns', { tokens: { BONK: [0, 70], [USDC]: [50, 20] }, owner: 'other-1' }],
  ['a token that stayed as it was', { tokens: { BONK: [7, 7] }, lamports: -9_000_000 }],
])('%s is none', (_, told) => {
  expect(moves(told)).toEqual([]);
});

test('the fee is no payment of who pays it', () => {
  expect(moves({ tokens: { BONK: [0, 70] }, lamports: -6_000_000, fee: 1_000_000 })).toEqual([]);
  expect(moves({ tokens: { BONK: [0, 70] }, lamports: -6_000_001, fee: 1_000_000 })).toEqual(['buy 70 BONK']);
});

test('a second signer who pays no fee swaps too', () => {
  const second = { tokens: { BONK: [0, 70] }, place: 1, signers: 2 } as const;
  expect(moves({ ...second, lamports: -5_000_001, fee: 9_000_000 })).toEqual(['buy 70 BONK']);
});

test('who is not in a transaction has swapped nothing', () => {
  expect(movesOf(transaction({ tokens: { BONK: [0, 70], [USDC]: [50, 20] } }), 'stranger')).toEqual([]);
});
