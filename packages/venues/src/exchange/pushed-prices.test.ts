import { readConfig } from '@atc/core/kernel/config';
import type { PriceSource } from '@atc/core/market';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchangeMarket } from './live/exchange-market.ts';
import { type LocalExchange, openLocalExchange } from './local/index.ts';
import { exchangeSettings } from './settings.ts';
import { exchange } from './venue.ts';

const SYMBOLS = { SOL: 'SOLUSDT', BTC: 'BTCUSDT' } as const;
const soon = { timeout: 10_000, interval: 20 };
let prices: Record<string, number>;
let venue: LocalExchange;
let source: PriceSource;
let ahead: number;

beforeEach(async () => {
  prices = { SOL_USDT: 100, BTC_USDT: 60_000 };
  ahead = 0;
  venue = await openLocalExchange({
    ...{ apiKey: 'key', secret: 'secret', cashUsd: 1000, contracts: Object.keys(prices) },
    priceOf: (contract) => prices[contract] ?? null,
  });
  await openSource('binance');
});
afterEach(async () => {
  await source.close?.();
  await venue.close();
});

async function openSource(id: string): Promise<void> {
  const config = readConfig(
    { MARKET: 'live', LIVE_VENUE: 'exchange', LIVE_SYMBOLS: 'SOL,BTC', EXCHANGE: id, EXCHANGE_API_URL: venue.url },
    [exchange],
  );
  const now = () => new Date(Date.now() + ahead);
  ({ source } = await exchangeMarket({ ...config, exchange: exchangeSettings.settingsOf(config) }, now));
}

/** What a look tells of SOL. */
async function look(): Promise<readonly number[]> {
  const seen: number[] = [];
  await source.look((ticks) => {
    for (const { contract, price } of ticks) if (contract === 'SOL_USDT') seen.push(price);
  });
  return seen;
}

const listens = () => Object.values(SYMBOLS).map(venue.tickers.listeners);
/** Looks until the exchange is listened to. */
async function connect(): Promise<void> {
  await look();
  await expect.poll(listens, soon).toEqual([1, 1]);
}
/** Asking for prices fails from now on. */
const neverAnswers = () =>
  venue.faults.inject({ path: /ticker/, moment: 'before', fault: { kind: 'drop' }, times: 1000 });

test('before anything is pushed the exchange is asked', async () => {
  expect(await look()).toEqual([100]);
});

test('every price that is pushed between two looks is told, so that a bar knows how far the price went', async () => {
  await connect();
  neverAnswers();
  const told: number[] = [];
  for (const price of [130, 70, 101]) {
    prices.SOL_USDT = price;
    venue.tickers.push();
    await expect.poll(async () => told.push(...(await look())) && told.includes(price), soon).toBe(true);
  }
  expect(told.filter((price, i) => price !== told[i - 1])).toEqual(expect.arrayContaining([130, 70, 101]));
});

test('what is silent for more than ten seconds is asked for, what is pushed is not', async () => {
  await connect();
  venue.tickers.push();
  await expect.poll(look, soon).not.toEqual([]);
  ahead = 11_000;
  neverAnswers();
  await expect(look()).rejects.toThrow('did not answer');
});

test('a connection that breaks is made again', async () => {
  await connect();
  await venue.restart();
  await expect.poll(listens, soon).toEqual([1, 1]);
  neverAnswers();
  prices.SOL_USDT = 77;
  const told = async () => {
    venue.tickers.push();
    return look().catch(() => []);
  };
  await expect.poll(told, soon).toContain(77);
});

test('what is pushed and cannot be read is no price', async () => {
  await connect();
  venue.faults.inject({ path: /^\/ws$/, moment: 'after', fault: { kind: 'malformed' }, times: 2 });
  venue.tickers.push();
  prices.SOL_USDT = 78;
  const told = async () => {
    venue.tickers.push();
    return look();
  };
  await expect.poll(told, soon).toContain(78);
});

test('a market that is closed listens no more', async () => {
  await connect();
  await source.close?.();
  await expect.poll(listens, soon).toEqual([0, 0]);
});
