import { readConfig } from '@atc/core/kernel/config';
import { Decimal } from '@atc/core/kernel/money';
import { openMarket } from '@atc/core/loop/opening';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchangeMarket } from './live/exchange-market.ts';
import { judgeExchange } from './live/judge-exchange.ts';
import { type LocalExchange, openLocalExchange } from './local/index.ts';
import { exchangeSettings } from './settings.ts';
import { exchange } from './venue.ts';

const PRICES: Readonly<Record<string, number>> = { SOL_USDT: 123.45, BTC_USDT: 60_000 };
let venue: LocalExchange;
beforeEach(async () => {
  venue = await openLocalExchange({
    ...{ apiKey: 'key', secret: 'secret', cashUsd: 1000, contracts: Object.keys(PRICES) },
    priceOf: (contract) => PRICES[contract] ?? null,
  });
});
afterEach(() => venue.close());

const config = (changes: Readonly<Record<string, string>> = {}) =>
  readConfig(
    {
      ...{ MARKET: 'live', LIVE_VENUE: 'exchange', LIVE_SYMBOLS: 'SOL,BTC', EXCHANGE: 'binance' },
      EXCHANGE_API_URL: venue.url,
      ...changes,
    },
    [exchange],
  );

test('a company on paper sees what an exchange lists, its past and its prices, without a key', async () => {
  const market = await openMarket(config(), { venues: [exchange] });
  expect(market.range).toBe('binance');
  expect(market.contracts()).toMatchObject([
    { contract: 'SOL_USDT', symbol: 'SOL', quote: 'USDT', decimals: 7, minQuantity: '0.0000001' },
    { contract: 'BTC_USDT', symbol: 'BTC', decimals: 8 },
  ]);
  expect(market.price('SOL_USDT', new Date())?.price).toBe(123.45);
  await market.feed?.close();
});

test('a look tells each price, with what was traded in five minutes', async () => {
  const now = new Date();
  const { source } = await exchangeMarket({ ...config(), exchange: exchangeSettings.settingsOf(config()) }, () => now);
  const seen: unknown[] = [];
  await source.look((ticks) => seen.push(...ticks));
  const turnoverUsd = expect.closeTo(5 * 10 * 123.45, 0);
  expect(seen).toEqual([
    { contract: 'SOL_USDT', price: 123.45, at: now.getTime(), turnoverUsd },
    expect.objectContaining({ contract: 'BTC_USDT', price: 60_000 }),
  ]);
});

test.each([
  [{ LIVE_SYMBOLS: 'SOL,NONE' }, /NONE\/USDT/],
  [{ EXCHANGE: 'coinbase' }, /coinbase is not traded on: it cannot be asked/],
  [{ EXCHANGE: 'bitget', EXCHANGE_API_URL: 'http://127.0.0.1:9' }, /did not answer/],
])('%j stops the start and says what is wrong', async (changes, message) => {
  await expect(openMarket(config(changes), { venues: [exchange] })).rejects.toThrow(message);
});

const money = { TRADING_MODE: 'live', EXCHANGE_API_KEY: 'key', EXCHANGE_SECRET: 'secret' };

test.each([
  [{ TRADING_MODE: 'live' }, /needs EXCHANGE_API_KEY and EXCHANGE_SECRET/],
  [{ EXCHANGE: 'Binance' }, /EXCHANGE was given/],
])('%j is no configuration', (changes, message) => {
  expect(() => config(changes)).toThrow(message);
});

test('real money is refused before an exchange was asked for an order at the venue, its sandbox is not', async () => {
  await expect(exchange.open(config(money))).rejects.toThrow('binance was never asked for an order by our own id');
  const opened = await exchange.open(config({ ...money, EXCHANGE_SANDBOX: 'on' }));
  expect((await opened.readCashUsd())?.toNumber()).toBe(1000);
});

const FACTS = {
  ...{ id: 'binance', sandbox: true, quote: 'USDT', universe: ['SOL_USDT'], traded: ['SOL_USDT'], resting: [] },
  ...{ cash: null, feeCoin: null },
};
const DESK = {
  account: { id: 'a', cashUsd: new Decimal(0) },
  policies: { values: {}, faults: {} },
  durable: {},
  unlisted: [],
};

test('a key that may withdraw forbids to start; stops are said to work only while the company runs', () => {
  const outcome = (mayWithdraw: boolean | null) => {
    const checks = judgeExchange({ ...DESK, ...FACTS, mayWithdraw } as never);
    expect(checks.find(({ name }) => name === 'stops')?.said).toContain('NONE RESTS AT THE EXCHANGE');
    return checks.find(({ name }) => name === 'key')?.outcome;
  };
  expect([true, false, null].map(outcome)).toEqual(['failed', 'ok', 'warning']);
});

const bnb = { coin: 'BNB', inUse: true, priced: true };

test.each([
  ['kept from what is traded', null, 'ok', /kept from/],
  ['turned off', { ...bnb, inUse: false, priced: false }, 'ok', /kept from/],
  ['in a coin with a price', bnb, 'ok', /a fee in BNB is booked/],
  [
    'in a coin without a price',
    { ...bnb, priced: false },
    'failed',
    /BNB\/USDT, so that a fee in BNB cannot be valued: turn off/,
  ],
  [
    'perhaps in a coin without a price',
    { ...bnb, inUse: null, priced: false },
    'warning',
    /see that the account does not use/,
  ],
  ['in a coin that is traded', { ...bnb, coin: 'SOL' }, 'failed', /LIVE_SYMBOLS names SOL/],
] as const)('the preflight says of fees that are %s what becomes of them', (...[, feeCoin, outcome, said]) => {
  const checks = judgeExchange({ ...DESK, ...FACTS, mayWithdraw: false, feeCoin } as never);
  expect(checks.find(({ name }) => name === 'fees')).toMatchObject({ outcome, said: expect.stringMatching(said) });
});

test.each([
  [['SOL_USDT', 'BTC_USDT'], /^STOPS REST AT BINANCE AND SELL THERE ALSO WHILE THIS COMPANY DOES NOT RUN\. TARGETS/],
  [['SOL_USDT'], /DOES NOT RUN, BUT FOR THOSE OF BTC_USDT\. TARGETS/],
  [[], /NONE RESTS AT THE EXCHANGE/],
])('of the stops of %j the preflight says where they work', (resting, said) => {
  const checks = judgeExchange({
    ...DESK,
    ...FACTS,
    mayWithdraw: false,
    traded: Object.keys(PRICES),
    resting,
  } as never);
  expect(checks.find(({ name }) => name === 'stops')?.said).toMatch(said);
});
