import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrokers } from '@atc/core/desk/brokers';
import type { Market } from '@atc/core/desk/market';
import { type Config, readConfig } from '@atc/core/kernel/config';
import { type BaseDb, newId, openDb } from '@atc/core/kernel/db';
import { seededDice } from '@atc/core/kernel/dice';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { openWorldClock } from '@atc/core/kernel/world';
import { openLiveWorld, openMarket, openWorld, seedCompany } from '@atc/core/loop/opening';
import { openStack, type Stack } from '@atc/stack/launcher';
import { migrate } from '@atc/stack/migrate';
import { outsidePlace } from '@atc/stack/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LocalTopstepx, openLocalTopstepx } from './local/index.ts';
import { topstepx } from './venue.ts';

const keys = { userName: 'desk', apiKey: 'key' };
const ACCOUNT = 465;
const BALANCE_USD = 40_000;
const MES = 'CON.F.US.MES.Z26';
/** A tick of 0.25 is worth 1.25 USD: one contract is five units. */
const tick = { tickSize: 0.25, tickValue: 1.25 };
const PRICE = 6000.25;

let dir: string;
let stack: Stack;
let db: BaseDb;
let venue: LocalTopstepx;
let market: Market;
let accountId: string;
let said: string[] = [];
const say = (line: string) => said.push(line);
const soon = { timeout: 10_000, interval: 20 };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'live-'));
  venue = await openLocalTopstepx({
    ...keys,
    accountId: ACCOUNT,
    balanceUsd: BALANCE_USD,
    listings: () => [
      { id: MES, ...tick, activeContract: true },
      { id: 'CON.F.US.MES.U26', ...tick, activeContract: false },
    ],
    priceOf: () => PRICE,
    barsOf: () => [barBefore(5, 6000), barBefore(10, 5990)],
  });
  market = await openMarket(config({ LIVE_TRADING_CONFIRMED: '' }), { venues: [topstepx] });
  // A server that keeps what is committed, as real money needs it; the other tests' does not.
  stack = await openStack({ ...readConfig({ DATA_DIR: join(dir, 'data'), QUEUE_BACKEND: 'postgres' }), say });
  await migrate(stack.databaseUrl);
  db = openDb(stack.databaseUrl, { connections: 3 });
  await seedCompany(db, new Date());
  await expect(openLive({ LIVE_TRADING_CONFIRMED: '' })).rejects.toThrow('the preflight forbids');
  accountId = (await db.account.findFirstOrThrow()).id;
});
beforeEach(() => {
  venue.faults.clear();
  said = [];
});
afterAll(async () => {
  await market.feed?.close();
  await db.$disconnect();
  await stack.close();
  await venue.close();
  for (const place of [dir, outsidePlace(join(dir, 'data'))]) await rm(place, { recursive: true, force: true });
});

/** A bar of five minutes that opened so many minutes ago, as the gateway tells it. */
function barBefore(minutes: number, price: number) {
  const t = new Date(Date.now() - minutes * MINUTE_MS).toISOString();
  return { t, o: price, h: price + 1, l: price - 1, c: price, v: 3 };
}

function config(changes: Readonly<Record<string, string>> = {}): Config {
  return readConfig(
    {
      TRADING_MODE: 'live',
      MARKET: 'live',
      LIVE_topstepx: 'topstepx',
      LIVE_SYMBOLS: 'MES',
      LIVE_TRADING_CONFIRMED: accountId,
      TOPSTEPX_API_URL: venue.url,
      TOPSTEPX_HUBS_URL: venue.hubsUrl,
      TOPSTEPX_USER: keys.userName,
      TOPSTEPX_API_KEY: keys.apiKey,
      TOPSTEPX_ACCOUNT_ID: String(ACCOUNT),
      TOPSTEPX_ATTENDED: 'on',
      ...changes,
    },
    [topstepx],
  );
}

const openLive = (changes: Readonly<Record<string, string>> = {}) =>
  openLiveWorld(db, { config: config(changes), venues: [topstepx], market, say });

const live = async (presence?: { readonly attended: boolean }) =>
  openBrokers(
    { db, market, clock: await openWorldClock(db), dice: seededDice('1') },
    { config: config(), venues: [topstepx], ...presence },
  );

test('the market lists the month that is traded now, and knows its past', () => {
  expect(market.contracts()).toMatchObject([{ contract: MES, symbol: 'MES', minQuantity: '5', tick: '0.25' }]);
  const past = market.barsClosedBetween(MES, new Date(Date.now() - HOUR_MS), new Date());
  expect(past.map(({ close, volume }) => [close, volume])).toEqual([
    [5990, 15],
    [6000, 15],
  ]);
});

test('a month that has rolled is listed where its id is named, and one that nobody lists stops the start', async () => {
  const listed = await openMarket(config({ LIVE_SYMBOLS: 'MES,CON.F.US.MES.U26' }), { venues: [topstepx] });
  expect(listed.contracts().map(({ contract }) => contract)).toEqual([MES, 'CON.F.US.MES.U26']);
  await expect(openMarket(config({ LIVE_SYMBOLS: 'MNQ' }), { venues: [topstepx] })).rejects.toThrow('no month of MNQ');
});

test('a live company’s capital is the balance of its account, and its instruments are futures there', async () => {
  const [account] = await db.account.findMany();
  expect(account).toMatchObject({ venue: 'topstepx', assetClass: 'future', mode: 'live' });
  expect(account?.cashUsd.toNumber()).toBe(BALANCE_USD);
  expect(await db.instrument.findMany()).toMatchObject([{ venue: 'topstepx', assetClass: 'future', contract: MES }]);
});

test('with the account confirmed the preflight passes and says what TopstepX forbids and what stops are', async () => {
  await openLive();
  expect(said.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(said.join('\n')).toMatch(/TOPSTEPX FORBIDS UNATTENDED BOTS.*\n.*brackets.*\n.*STOPS REST AT TOPSTEPX/);
});

test.each([
  ['a confirmation of another account', { LIVE_TRADING_CONFIRMED: 'yes' }, /FAILED +account/],
  ['an account that the gateway does not show', { TOPSTEPX_ACCOUNT_ID: '7' }, /FAILED +gateway/],
  ['a wrong key', { TOPSTEPX_API_KEY: 'another' }, /FAILED +cash/],
])('%s forbids to start', async (_, changes, line) => {
  await expect(openLive(changes)).rejects.toThrow('the preflight forbids');
  expect(said.join('\n')).toMatch(line);
});

test('paper money never goes on with a live company’s data (I13)', async () => {
  await expect(openWorld(db, market, { seed: '1', speed: '1' })).rejects.toThrow('trades elsewhere');
});

test('nothing trades futures for real where nobody sits in front of it', async () => {
  await expect(live()).rejects.toThrow('allows no unattended bot');
  const broker = (await live({ attended: true })).of({ venue: 'topstepx' });
  expect(broker.mode).toBe('live');
  const report = await broker.place({
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId, instrumentId: 'x', contract: MES, side: 'buy', type: 'market', decimals: 0 },
    ...{ spendUsd: '31000', quantity: null, refPrice: String(PRICE), triggerPrice: null },
  });
  expect(report.fills.map(({ quantity }) => quantity.toFixed())).toEqual(['5']);
});

test('quotes that are pushed become bars, also after the venue was away; old ones do not', async () => {
  const { feed } = market;
  if (!feed) throw new Error('the market has no feed');
  const listening = () => venue.marketHub.listeners(MES);
  await feed.look();
  await expect.poll(listening, soon).toBe(1);
  // Company time goes on between two looks, and no price is seen before it.
  let aheadMs = 0;
  const seen = async () => {
    await feed.look().catch(() => undefined);
    aheadMs += 30_000;
    const until = new Date(Date.now() + aheadMs);
    await feed.catchUp(db, until);
    return market.barsClosedBetween(MES, new Date(Date.now() - 15_000), until).map(({ close }) => close);
  };
  venue.quote(MES, 900, new Date(Date.now() - HOUR_MS));
  venue.quote('CON.F.US.MES.U26', 900);
  expect(await seen()).not.toContain(PRICE);
  await venue.restart();
  const quoted = async () => {
    venue.quote(MES, 1000);
    return seen();
  };
  await expect.poll(quoted, soon).toContain(PRICE);
});

test('while the gateway pushes nothing a look says so', async () => {
  venue.faults.inject({ path: /market/, moment: 'after', fault: { kind: 'drop' }, times: 1 });
  venue.quote(MES, 1001);
  await expect.poll(() => market.feed?.look().then(() => 'well', String), soon).toMatch(/ended the connection/);
  await expect.poll(() => market.feed?.look().then(() => 'well', String), soon).toBe('well');
});
