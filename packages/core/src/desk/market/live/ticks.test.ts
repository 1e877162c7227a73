import { expect, test } from 'vitest';
import { type Blocks, barsOf, readTicks, type Tick } from './ticks.ts';
import { DEFAULT_TOKENS, parseTokens } from './token.ts';

const MINT = 'So11111111111111111111111111111111111111112';
const tokens = [{ symbol: 'SOL', mint: MINT, decimals: 9 }];
const told = { usdPrice: 150.5, decimals: 9, blockId: 100, liquidity: 1, createdAt: 'x' };
const AT = 1_000_000;

const seen = (entry: unknown, at = AT, blocks: Blocks = new Map()) =>
  readTicks(tokens, { said: { [MINT]: entry }, at }, blocks);

test('a price is what was said of its mint; unknown fields pass', () => {
  expect(seen({ ...told, news: true })).toEqual([{ contract: 'SOL_USDC', price: 150.5, at: AT }]);
});

test.each([
  ['a token that is left out', undefined],
  ['null', null],
  ['a price of zero', { ...told, usdPrice: 0 }],
  ['a price below zero', { ...told, usdPrice: -1 }],
  ['a price as text', { ...told, usdPrice: '150' }],
  ['an endless price', { ...told, usdPrice: Number.POSITIVE_INFINITY }],
  ['other decimals than ours', { ...told, decimals: 6 }],
  ['no block', { ...told, blockId: null }],
])('%s is no price: missing is not zero', (_, entry) => {
  expect(seen(entry)).toEqual([]);
});

test('a mint called like what every object has is no price', () => {
  expect(readTicks([{ symbol: 'X', mint: 'constructor', decimals: 1 }], { said: {}, at: AT }, new Map())).toEqual([]);
});

test('a price whose block stands still is stale after a minute, and fresh when it moves again', () => {
  const blocks: Blocks = new Map();
  expect(seen(told, AT, blocks)).toHaveLength(1);
  expect(seen(told, AT + 60_000, blocks)).toHaveLength(1);
  expect(seen(told, AT + 60_001, blocks)).toEqual([]);
  expect(seen({ ...told, blockId: 99 }, AT + 61_000, blocks)).toEqual([]);
  expect(seen({ ...told, blockId: 101 }, AT + 62_000, blocks)).toHaveLength(1);
});

const tick = (at: number, price: number): Tick => ({ contract: 'SOL_USDC', at, price });

test('a bar is what was seen in it; where nothing was seen there is none', () => {
  const bars = barsOf([tick(15_000, 2), tick(20_000, 5), tick(29_999, 3), tick(60_000, 4)], 15_000);
  expect(bars.map(({ candle }) => candle)).toEqual([
    { openAt: 15_000, open: 2, high: 5, low: 2, close: 3, volume: 0 },
    { openAt: 60_000, open: 4, high: 4, low: 4, close: 4, volume: 0 },
  ]);
});

test('the tokens that are known are well written', () => {
  expect(parseTokens(DEFAULT_TOKENS)?.map(({ symbol }) => symbol)).toContain('BONK');
});

test.each([
  ['nothing', ''],
  ['no decimals', `SOL:${MINT}`],
  ['too much', `SOL:${MINT}:9:1`],
  ['a small symbol', `sol:${MINT}:9`],
  ['an address that is none', 'SOL:0OIl:9'],
  ['a symbol twice', `SOL:${MINT}:9,SOL:JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN:6`],
  ['a mint twice', `SOL:${MINT}:9,WSOL:${MINT}:9`],
])('%s is no list of tokens', (_, text) => {
  expect(parseTokens(text)).toBeNull();
});
