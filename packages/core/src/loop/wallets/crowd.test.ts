import { expect, test } from 'vitest';
import { crowdsOf, type SeenSwap } from './crowd.ts';

const rules = { min_wallets: 3, min_usd: 500 };
let count = 0;
const swap = (wallet: string, changes: Partial<SeenSwap> = {}): SeenSwap => {
  count += 1;
  return { wallet, signature: `s${count}`, contract: 'JUP_USDC', side: 'buy', usd: 1000, ...changes };
};

test('three whales buying are a crowd, with their transactions', () => {
  const swaps = [swap('a'), swap('b'), swap('c')];
  expect(crowdsOf(swaps, rules)).toEqual([
    {
      contract: 'JUP_USDC',
      side: 'buy',
      wallets: ['a', 'b', 'c'],
      signatures: swaps.map(({ signature }) => signature),
      usd: 3000,
    },
  ]);
});

test.each([
  ['two wallets', [swap('a'), swap('b')]],
  ['one wallet that buys often', [swap('a'), swap('a'), swap('a')]],
  ['a third that buys for less than counts', [swap('a'), swap('b'), swap('c', { usd: 499 })]],
  ['a third that buys another token', [swap('a'), swap('b'), swap('c', { contract: 'WIF_USDC' })]],
  [
    'as many that sell',
    [swap('a'), swap('b'), swap('c'), ...['d', 'e', 'f'].map((wallet) => swap(wallet, { side: 'sell' }))],
  ],
])('%s are none', (_, swaps) => {
  expect(crowdsOf(swaps, rules)).toEqual([]);
});

test('more that sell than buy are a crowd that sells', () => {
  const sellers = ['a', 'b', 'c'].map((wallet) => swap(wallet, { side: 'sell' }));
  expect(crowdsOf([swap('d'), ...sellers], rules)).toMatchObject([{ side: 'sell', wallets: ['a', 'b', 'c'] }]);
});
