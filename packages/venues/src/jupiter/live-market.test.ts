import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPaperBroker } from '@atc/core/desk/brokers';
import { seededDice } from '@atc/core/kernel/dice';
import { HOUR_MS, standingClock } from '@atc/core/kernel/time';
import { openLiveMarket } from '@atc/core/market';
import { type TestDesk, testDesk } from '@atc/core/testing/desk';
import { Keypair } from '@solana/web3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalJupiter, openLocalJupiter } from './local/index.ts';
import { openQuotes } from './prices/quotes.ts';
import { tokenMarket } from './prices/token-prices.ts';

const START = new Date('2026-01-05T12:00:00Z');
const BAR_MS = 15_000;
let desk: TestDesk;
let venue: LocalJupiter;
let prices: Record<string, number | null>;
let now = START;

beforeAll(async () => {
  desk = await testDesk();
  prices = { WIF_USDC: 1.5, BONK_USDC: 0.00002 };
  const contracts = Object.keys(prices).map((contract) => ({ contract, decimals: 6 }));
  venue = await openLocalJupiter({
    wallet: Keypair.generate().publicKey.toBase58(),
    contracts,
    priceOf: (contract) => prices[contract] ?? null,
    cashUsd: 1,
    blockMs: 1,
    validBlocks: 3000,
  });
  for (const contract of Object.keys(prices))
    await desk.db.instrument.create({
      data: {
        venue: 'paper',
        assetClass: 'crypto',
        symbol: contract,
        contract,
        decimals: 6,
        tick: '0.000001',
        minQuantity: 1,
      },
    });
});
afterAll(async () => {
  await venue.close();
  await desk.close();
});

const config = () => ({ jupiter: { url: venue.url, apiKey: 'test' } });

/** The live market as a process of the company has it. */
function open(historyDir?: string) {
  const tokens = Object.keys(prices).map((contract) => ({
    symbol: contract.split('_')[0] ?? '',
    mint: venue.pools.mintOf(contract)?.mint ?? '',
    decimals: 6,
  }));
  const market = tokenMarket({ tokens, quotes: openQuotes(config()), startsAt: START, now: () => now });
  return openLiveMarket({ ...market, historyDir });
}

const at = (seconds: number) => new Date(START.getTime() + seconds * 1000);

test('one process looks, every process sees the same bars, also after a restart', async () => {
  const [keeper, other] = [await open(), await open()];
  for (const [second, price] of [
    [1, 1.5],
    [6, 1.7],
    [11, 1.6],
  ] as const) {
    now = at(second);
    prices.WIF_USDC = price;
    await keeper.feed.look();
  }
  await Promise.all([1, 2, 3].map(() => keeper.feed.catchUp(desk.db, at(15))));
  await other.feed.catchUp(desk.db, at(15));
  const bar = { openAt: START.getTime(), open: 1.5, high: 1.7, low: 1.5, close: 1.6, volume: 100_000 / 1.6 };
  for (const market of [keeper, other]) {
    expect(market.barsClosedBetween('WIF_USDC', START, at(15))).toEqual([bar]);
    expect(market.price('WIF_USDC', at(15))).toEqual({ price: 1.6, at: at(15) });
    expect(market.price('WIF_USDC', at(14))).toBeNull();
  }
  const restarted = await open();
  await restarted.feed.catchUp(desk.db, at(16));
  expect(restarted.barsClosedBetween('WIF_USDC', START, at(15))).toEqual([bar]);
});

test('what has no price has no bar, and what was seen of the others is kept', async () => {
  const market = await open();
  prices.WIF_USDC = null;
  now = at(31);
  await market.feed.look();
  await market.feed.catchUp(desk.db, at(45));
  expect(market.barsClosedBetween('WIF_USDC', at(30), at(45))).toEqual([]);
  expect(market.barsClosedBetween('BONK_USDC', at(30), at(45))).toHaveLength(1);
  expect(market.price('WIF_USDC', at(45))).toEqual({ price: 1.6, at: at(15) });
});

test.each([
  ['no answer', { kind: 'drop' }],
  ['a refusal', { kind: 'status', status: 500 }],
  ['too many requests', { kind: 'status', status: 429 }],
  ['an answer that cannot be read', { kind: 'malformed' }],
] as const)('%s makes a gap, never a price', async (_, fault) => {
  const market = await open();
  now = at(61);
  venue.faults.inject({ path: /price/, moment: 'before', fault, times: 2 });
  await expect(market.feed.look()).rejects.toThrow('jupiter');
  await market.feed.catchUp(desk.db, at(75));
  expect(market.barsClosedBetween('BONK_USDC', at(60), at(75))).toEqual([]);
});

test('what its looks bring can be asked: what has a price, what has none, and why none came', async () => {
  const market = await open();
  now = at(200);
  prices.WIF_USDC = null;
  await market.feed.look();
  const { seenMs, ...news } = market.feed.news();
  expect([seenMs('BONK_USDC') === null, seenMs('WIF_USDC')]).toEqual([false, null]);
  expect(news).toMatchObject({ fault: null, patienceMs: 12_000 });
  venue.faults.inject({ path: /price/, moment: 'before', fault: { kind: 'status', status: 500 }, times: 2 });
  await expect(market.feed.look()).rejects.toThrow();
  expect(market.feed.news().fault).toContain('500');
});

test('who wants rest is asked nothing for as long as it said', async () => {
  let monotonicMs = 0;
  const quotes = openQuotes(config(), () => monotonicMs);
  const ask = () => quotes.prices([venue.pools.mintOf('BONK_USDC')?.mint ?? '']);
  venue.faults.inject({
    path: /price/,
    moment: 'before',
    fault: { kind: 'status', status: 429, retryAfterS: 7 },
    times: 1,
  });
  await expect(ask()).rejects.toThrow('jupiter answered 429');
  monotonicMs = 6999;
  await expect(ask()).rejects.toThrow('again in 1 s');
  monotonicMs = 7000;
  expect(Object.keys(await ask())).toHaveLength(1);
});

test('after every failure it rests longer, and nobody who answers rests with it', async () => {
  let monotonicMs = 0;
  const quotes = openQuotes(config(), () => monotonicMs);
  const mints = [venue.pools.mintOf('BONK_USDC')?.mint ?? ''];
  for (const restMs of [2500, 5000]) {
    venue.faults.inject({ path: /price/, moment: 'before', fault: { kind: 'drop' }, times: 2 });
    await expect(quotes.prices(mints)).rejects.toThrow('did not answer');
    expect(await quotes.tokens(mints)).toHaveLength(1);
    monotonicMs += restMs - 1;
    await expect(quotes.prices(mints)).rejects.toThrow('again in 1 s');
    monotonicMs += 1;
  }
  expect(Object.keys(await quotes.prices(mints))).toHaveLength(1);
});

test('prices are seen while nothing is known of trade', async () => {
  const market = await open();
  now = at(91);
  venue.faults.inject({ path: /tokens/, moment: 'before', fault: { kind: 'status', status: 500 }, times: 2 });
  await expect(market.feed.look()).rejects.toThrow('jupiter answered 500');
  await market.feed.catchUp(desk.db, at(105));
  expect(market.barsClosedBetween('BONK_USDC', at(90), at(105))).toMatchObject([{ close: 0.00002, volume: 0 }]);
});

test('a paper desk buys on prices of this moment: the volume that is seen is what fills', async () => {
  const market = await open();
  const clock = standingClock(at(135));
  const paper = openPaperBroker({ db: desk.db, market, clock, dice: seededDice('7') });
  for (const second of [121, 124]) {
    now = at(second);
    await market.feed.look();
  }
  await market.feed.catchUp(desk.db, at(135));
  const order = {
    clientOrderId: 'c'.repeat(32),
    accountId: randomUUID(),
    instrumentId: randomUUID(),
    contract: 'BONK_USDC',
    side: 'buy',
    type: 'market',
    spendUsd: '500',
    quantity: null,
    refPrice: '0.00002',
    triggerPrice: null,
    decimals: 6,
  } as const;
  const filled = await paper.place(order);
  expect(filled).toMatchObject({ status: 'filled' });
});

test('bars close every quarter of a minute, whether there is a price or not', async () => {
  const market = await open();
  expect(market.nextBarCloseAfter(at(0))).toEqual(at(BAR_MS / 1000));
  expect(market.nextBarCloseAfter(at(14.999))).toEqual(at(15));
});

test('recorded candles are what the prices were before', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'history-'));
  const candles = Array.from({ length: 36 }, (_, i) => {
    const openAt = START.getTime() - (36 - i) * 300_000;
    return `${openAt},${1 + i},${2 + i},${0.5 + i},${1.5 + i},10`;
  });
  const header = 'timestamp_ms,open,high,low,close,volume';
  await writeFile(join(dir, 'WIF_USDT-5m.csv'), [header, ...candles, ''].join('\n'));
  const market = await open(dir);
  expect(market.price('WIF_USDC', START)).toEqual({ price: 36.5, at: START });
  const hours = market.bars('WIF_USDC', { intervalMs: HOUR_MS, count: 5 }, START);
  expect(hours.map(({ open: first, close, volume }) => [first, close, volume])).toEqual([
    [13, 24.5, 0],
    [25, 36.5, 0],
  ]);
  await market.feed.catchUp(desk.db, at(300));
  expect(market.bars('WIF_USDC', { intervalMs: HOUR_MS, count: 5 }, START)).toHaveLength(2);
  await rm(dir, { recursive: true });
});
