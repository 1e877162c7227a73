import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { upsertListedInstruments } from '@atc/core/desk/instruments';
import { newId } from '@atc/core/kernel/db';
import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { openMarket, openWorld } from '@atc/core/loop/opening';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LiveCompany, liveCompany } from '../house/testing/live-company.ts';
import { type LocalWebull, openLocalWebull } from './local/index.ts';
import { webull } from './venue.ts';

const keys = { appKey: 'app', appSecret: 'secret' };
const ACCOUNT = 'U1';
const CASH_USD = 750;
const CALL = 'AAPL270115C00240000';
const PRICES: Readonly<Record<string, number>> = { NVDA: 123.45, AAPL: 250, [CALL]: 4.2 };

let company: LiveCompany;
let venue: LocalWebull;

beforeAll(async () => {
  venue = await openLocalWebull({
    ...keys,
    accountId: ACCOUNT,
    cashUsd: CASH_USD,
    priceOf: (symbol) => PRICES[symbol] ?? null,
    needsToken: true,
    asksUser: true,
  });
  const variables = {
    LIVE_SYMBOLS: 'NVDA,AAPL',
    WEBULL_API_URL: venue.url,
    WEBULL_APP_KEY: keys.appKey,
    WEBULL_APP_SECRET: keys.appSecret,
    WEBULL_ACCOUNT_ID: ACCOUNT,
  };
  company = await liveCompany({ house: webull, prepare: async () => ({ variables }) });
  // The user has not confirmed the token in the app yet.
  await expect(company.openWorld()).rejects.toThrow('does not tell what cash');
  venue.confirm();
  await expect(company.openWorld()).rejects.toThrow('the preflight forbids');
  await company.takeAccount();
});
beforeEach(() => {
  venue.faults.clear();
  company.forget();
});
afterAll(async () => {
  await company.close();
  await venue.close();
});

test('a live company’s capital is the cash of its account, and its instruments are shares there', async () => {
  const [account] = await company.db.account.findMany();
  expect(account).toMatchObject({ venue: 'webull', assetClass: 'equity', mode: 'live' });
  expect(account?.cashUsd.toNumber()).toBe(CASH_USD);
  expect(await company.db.instrument.count({ where: { venue: 'webull', assetClass: 'equity' } })).toBe(2);
});

test('with the account confirmed the preflight passes, and says in capitals what stops are', async () => {
  await company.openWorld();
  expect(company.said.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(company.said.join('\n')).toMatch(/STOPS OF WHOLE SHARES REST AT WEBULL/);
});

test.each([
  ['a confirmation of another account', { LIVE_TRADING_CONFIRMED: 'yes' }, /FAILED +account /],
  ['an account that the key does not show', { WEBULL_ACCOUNT_ID: 'U2' }, /FAILED +account id/],
  ['a wrong secret', { WEBULL_APP_SECRET: 'another' }, /FAILED +webull .*INCORRECT_SIGN/],
])('%s forbids to start', async (_, changes, line) => {
  await expect(company.openWorld(changes)).rejects.toThrow('the preflight forbids');
  expect(company.said.join('\n')).toMatch(line);
});

test('paper money never goes on with a live company’s data (I13)', async () => {
  await expect(openWorld(company.db, company.market, { seed: '1', speed: '1' })).rejects.toThrow('trades elsewhere');
});

test('the token that the user confirmed once is kept for every process, where nobody else may read it', async () => {
  const file = join(company.dir, 'data', 'webull-token');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await readFile(file, 'utf8');
  await company.openWorld();
  expect(await readFile(file, 'utf8')).toBe(before);
});

test('the confirmed broker is the live one, and buys shares once', async () => {
  const broker = (await company.openBrokers()).of({ venue: 'webull' });
  const body = {
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId: company.accountId(), instrumentId: 'x', contract: 'NVDA', decimals: 5 },
    ...{ spendUsd: '50', quantity: null, refPrice: '123.45', triggerPrice: null },
    side: 'buy',
    type: 'market',
  } as const;
  expect(broker.mode).toBe('live');
  expect((await broker.place(body)).status).toBe('filled');
  expect((await broker.place(body)).status).toBe('filled');
  expect(venue.book.orders.size).toBe(1);
});

test('a share has bars while it is seen to trade; a closed exchange that tells its last price has none', async () => {
  const { feed } = company.market;
  if (!feed) throw new Error('the market has no feed');
  // Company time goes on between two looks, and no price is seen before it.
  let aheadMs = 0;
  const seen = async () => {
    await feed.look();
    aheadMs += 30_000;
    const until = new Date(Date.now() + aheadMs);
    await feed.catchUp(company.db, until);
    const bars = (symbol: string) => company.market.barsClosedBetween(symbol, new Date(Date.now() - MINUTE_MS), until);
    return ['NVDA', 'AAPL'].map((symbol) => bars(symbol).length > 0);
  };
  venue.traded.set('NVDA', 100);
  venue.traded.set('AAPL', 100);
  expect(await seen()).toEqual([false, false]);
  venue.traded.set('NVDA', 160);
  expect(await seen()).toEqual([true, false]);
});

test('an option has bars while somebody quotes it, and none from quotes of yesterday', async () => {
  const seen = async () => {
    const options = await openMarket(company.config({ LIVE_SYMBOLS: CALL }), { venues: [webull] });
    await upsertListedInstruments(company.db, options.contracts(), { venue: 'webull', assetClass: 'option' });
    await options.feed?.look();
    const until = new Date(Date.now() + 15_000);
    await options.feed?.catchUp(company.db, until);
    await options.feed?.close();
    return options.barsClosedBetween(CALL, new Date(Date.now() - MINUTE_MS), until).length > 0;
  };
  venue.quotedAt.set(CALL, Date.now() - DAY_MS);
  expect(await seen()).toBe(false);
  venue.quotedAt.delete(CALL);
  expect(await seen()).toBe(true);
});

test('shares and options are not traded by one company', async () => {
  await expect(openMarket(company.config({ LIVE_SYMBOLS: `NVDA,${CALL}` }), { venues: [webull] })).rejects.toThrow(
    'names shares and options',
  );
});
