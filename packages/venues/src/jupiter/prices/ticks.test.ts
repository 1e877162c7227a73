import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Tick } from '@atc/core/market';
import { barsOf } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { type Blocks, readTicks } from './ticks.ts';
import { DEFAULT_TOKENS, parseTokens } from './token.ts';
import { noteTurnovers, type Turnovers } from './turnover.ts';

const MINT = 'So11111111111111111111111111111111111111112';
const tokens = [{ symbol: 'SOL', mint: MINT, decimals: 9 }];
const told = { usdPrice: 150.5, decimals: 9, blockId: 100, liquidity: 1, createdAt: 'x' };
const AT = 1_000_000;

const nothing = () => ({ blocks: new Map(), turnovers: new Map() });
const seen = (entry: unknown, at = AT, blocks: Blocks = new Map()) =>
  readTicks(tokens, { said: { [MINT]: entry }, at }, { blocks, turnovers: new Map() });

test('a price is what was said of its mint; unknown fields pass', () => {
  expect(seen({ ...told, news: true })).toEqual([{ contract: 'SOL_USDC', price: 150.5, at: AT, turnoverUsd: 0 }]);
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
  expect(readTicks([{ symbol: 'X', mint: 'constructor', decimals: 1 }], { said: {}, at: AT }, nothing())).toEqual([]);
});

test('a price whose block stands still is stale after a minute, and fresh when it moves again', () => {
  const blocks: Blocks = new Map();
  expect(seen(told, AT, blocks)).toHaveLength(1);
  expect(seen(told, AT + MINUTE_MS, blocks)).toHaveLength(1);
  expect(seen(told, AT + 60_001, blocks)).toEqual([]);
  expect(seen({ ...told, blockId: 99 }, AT + 61_000, blocks)).toEqual([]);
  expect(seen({ ...told, blockId: 101 }, AT + 62_000, blocks)).toHaveLength(1);
});

const tick = (at: number, price: number): Tick => ({ contract: 'SOL_USDC', at, price, turnoverUsd: 6000 });

test('a bar is what was seen in it, its volume a share of five minutes; where nothing was seen is none', () => {
  const bars = barsOf([tick(15_000, 2), tick(20_000, 5), tick(29_999, 3), tick(60_000, 4)], 15_000);
  expect(bars.map(({ candle }) => candle)).toEqual([
    { openAt: 15_000, open: 2, high: 5, low: 2, close: 3, volume: 100 },
    { openAt: 60_000, open: 4, high: 4, low: 4, close: 4, volume: 75 },
  ]);
});

const told5m = { id: MINT, decimals: 9, stats5m: { buyVolume: 4000, sellVolume: 2000, numBuys: 7 } };

test('what was traded is what was said of the mint, for as long as five minutes', () => {
  const known: Turnovers = new Map();
  noteTurnovers(tokens, { said: [{ id: 'other', decimals: 9, stats5m: { buyVolume: 1 } }, told5m], at: AT }, known);
  expect([...known]).toEqual([[MINT, { usd: 6000, at: AT }]]);
  const turnovers = new Map(known);
  const at = (later: number) =>
    readTicks(
      tokens,
      { said: { [MINT]: { ...told, blockId: later + 1 } }, at: AT + later },
      { blocks: new Map(), turnovers },
    );
  expect(at(300_000)).toMatchObject([{ turnoverUsd: 6000 }]);
  expect(at(300_001)).toMatchObject([{ turnoverUsd: 0 }]);
});

test.each([
  ['null', null],
  ['no figures', { id: MINT, decimals: 9 }],
  ['figures of nothing', { ...told5m, stats5m: null }],
  ['neither purchases nor sales', { ...told5m, stats5m: { buyVolume: null } }],
  ['less than nothing', { ...told5m, stats5m: { buyVolume: -1, sellVolume: 5 } }],
  ['text', { ...told5m, stats5m: { buyVolume: '4000' } }],
  ['other decimals than ours', { ...told5m, decimals: 6 }],
])('%s changes nothing of what is known', (_, entry) => {
  const known: Turnovers = new Map([[MINT, { usd: 5, at: AT }]]);
  noteTurnovers(tokens, { said: [entry], at: AT + 1 }, known);
  expect([...known]).toEqual([[MINT, { usd: 5, at: AT }]]);
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
