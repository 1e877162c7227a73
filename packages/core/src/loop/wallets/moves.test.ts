import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chainTransaction, type Move, movesOf } from './moves.ts';

const [TRUMP, JUP] = ['6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN', 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN'];
const folder = fileURLToPath(new URL('../../../../../../shared/data/api/solana/metamask-recorded', import.meta.url));
const there = existsSync(folder);

/** A transaction as the main net told it, and who paid for it. */
function recorded(name: string) {
  const transaction = chainTransaction.parse(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')));
  return { transaction, payer: transaction.transaction.message.accountKeys[0] ?? '' };
}

test.runIf(there).each<[string, readonly Move[]]>([
  ['swap-usdc-to-jup__EXPECTED_SWAP_USDC_TO_JUP_DATA', [{ side: 'buy', mint: JUP, units: 2_143_812n }]],
  [
    'swap-usdc-to-cobie__EXPECTED_SWAP_USDC_TO_COBIE_DATA',
    [{ side: 'buy', mint: expect.stringMatching(/^HaMv3c/), units: 2_583_728_601n }],
  ],
  [
    'swap-sol-to-sahur__EXPECTED_SWAP_SOL_TO_SAHUR_DATA',
    [{ side: 'buy', mint: expect.stringMatching(/^DNrmDM/), units: 4_036_960_523n }],
  ],
  [
    'swap-trump-to-jup__EXPECTED_SWAP_TRUMP_TO_JUP_DATA',
    [
      { side: 'buy', mint: JUP, units: 1_265_445n },
      { side: 'sell', mint: TRUMP, units: 50_000n },
    ],
  ],
])('%s of the main net is what its payer swapped', (name, moves) => {
  const { transaction, payer } = recorded(name);
  expect(movesOf(transaction, payer)).toEqual(moves);
});

test.runIf(there).each([
  ['dollars against SOL', 'swap-sol-to-usdc__EXPECTED_SWAP_SOL_TO_USDC_DATA'],
  ['a swap that failed', 'failed-swap__EXPECTED_FAILED_SWAP_DATA'],
  ['another that failed', 'swap-failed-transaction__EXPECTED_SWAP_FAILED_TRANSACTION_DATA'],
  ['a transfer of SOL', 'native-sol-transfer__EXPECTED_NATIVE_SOL_TRANSFER_DATA'],
  ['a transfer of tokens', 'send-usdc-transfer__EXPECTED_SEND_USDC_TRANSFER_DATA'],
  ['spam', 'spam__EXPECTED_SPAM_TRANSACTION_DATA'],
  ['spam that failed', 'spam-2__EXPECTED_SPAM_TRANSACTION_DATA_2'],
  ['a sale whose payment is too small to tell from dust', 'swap-a16z-usdt-sol__EXPECTED_SWAP_A16Z_USDT_SOL_DATA'],
])('%s is no swap of a token', (_, name) => {
  const { transaction, payer } = recorded(name);
  expect(movesOf(transaction, payer)).toEqual([]);
});

test.runIf(there)('who only received something in a transaction has swapped nothing', () => {
  for (const name of ['spam__EXPECTED_SPAM_TRANSACTION_DATA', 'swap-usdc-to-jup__EXPECTED_SWAP_USDC_TO_JUP_DATA']) {
    const { transaction, payer } = recorded(name);
    for (const key of transaction.transaction.message.accountKeys.filter((other) => other !== payer))
      expect(movesOf(transaction, key)).toEqual([]);
  }
});
