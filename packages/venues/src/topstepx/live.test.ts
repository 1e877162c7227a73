import { newId } from '@atc/core/kernel/db';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { openMarket, openWorld } from '@atc/core/loop/opening';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LiveCompany, liveCompany } from '../house/testing/live-company.ts';
import { type LocalTopstepx, openLocalTopstepx } from './local/index.ts';
import { topstepx } from './venue.ts';

const keys = { userName: 'desk', apiKey: 'key' };
const ACCOUNT = 465;
const BALANCE_USD = 40_000;
const MES = 'CON.F.US.MES.Z26';
/** A tick of 0.25 is worth 1.25 USD: one contract is five units. */
const tick = { tickSize: 0.25, tickValue: 1.25 };
const PRICE = 6000.25;

const soon = { timeout: 10_000, interval: 20 };
let company: LiveCompany;
let venue: LocalTopstepx;

beforeAll(async () => {
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
  const variables = {
    LIVE_SYMBOLS: 'MES',
    TOPSTEPX_API_URL: venue.url,
    TOPSTEPX_HUBS_URL: venue.hubsUrl,
    TOPSTEPX_USER: keys.userName,
    TOPSTEPX_API_KEY: keys.apiKey,
    TOPSTEPX_ACCOUNT_ID: String(ACCOUNT),
    TOPSTEPX_ATTENDED: 'on',
  };
  company = await liveCompany({ house: topstepx, prepare: async () => ({ variables }) });
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

/** A bar of five minutes that opened so many minutes ago, as the gateway tells it. */
function barBefore(minutes: number, price: number) {
  const t = new Date(Date.now() - minutes * MINUTE_MS).toISOString();
  return { t, o: price, h: price + 1, l: price - 1, c: price, v: 3 };
}

test('the market lists the month that is traded now, and knows its past', () => {
  expect(company.market.contracts()).toMatchObject([{ contract: MES, symbol: 'MES', minQuantity: '5', tick: '0.25' }]);
  const past = company.market.barsClosedBetween(MES, new Date(Date.now() - HOUR_MS), new Date());
  expect(past.map(({ close, volume }) => [close, volume])).toEqual([
    [5990, 15],
    [6000, 15],
  ]);
});

test('a month that has rolled is listed where its id is named, and one that nobody lists stops the start', async () => {
  const listed = await openMarket(company.config({ LIVE_SYMBOLS: 'MES,CON.F.US.MES.U26' }), { venues: [topstepx] });
  expect(listed.contracts().map(({ contract }) => contract)).toEqual([MES, 'CON.F.US.MES.U26']);
  await expect(openMarket(company.config({ LIVE_SYMBOLS: 'MNQ' }), { venues: [topstepx] })).rejects.toThrow(
    'no month of MNQ',
  );
});

test('a live company’s capital is the balance of its account, and its instruments are futures there', async () => {
  const [account] = await company.db.account.findMany();
  expect(account).toMatchObject({ venue: 'topstepx', assetClass: 'future', mode: 'live' });
  expect(account?.cashUsd.toNumber()).toBe(BALANCE_USD);
  expect(await company.db.instrument.findMany()).toMatchObject([
    { venue: 'topstepx', assetClass: 'future', contract: MES },
  ]);
});

test('with the account confirmed the preflight passes and says what TopstepX forbids and what stops are', async () => {
  await company.openWorld();
  expect(company.said.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(company.said.join('\n')).toMatch(/TOPSTEPX FORBIDS UNATTENDED BOTS.*\n.*brackets.*\n.*STOPS REST AT TOPSTEPX/);
});

test.each([
  ['a confirmation of another account', { LIVE_TRADING_CONFIRMED: 'yes' }, /FAILED +account/],
  ['an account that the gateway does not show', { TOPSTEPX_ACCOUNT_ID: '7' }, /FAILED +gateway/],
  ['a wrong key', { TOPSTEPX_API_KEY: 'another' }, /FAILED +cash/],
])('%s forbids to start', async (_, changes, line) => {
  await expect(company.openWorld(changes)).rejects.toThrow('the preflight forbids');
  expect(company.said.join('\n')).toMatch(line);
});

test('paper money never goes on with a live company’s data (I13)', async () => {
  await expect(openWorld(company.db, company.market, { seed: '1', speed: '1' })).rejects.toThrow('trades elsewhere');
});

test('nothing trades futures for real where nobody sits in front of it', async () => {
  await expect(company.openBrokers()).rejects.toThrow('allows no unattended bot');
  const broker = (await company.openBrokers({}, { attended: true })).of({ venue: 'topstepx' });
  expect(broker.mode).toBe('live');
  const report = await broker.place({
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId: company.accountId(), instrumentId: 'x', contract: MES, side: 'buy', type: 'market', decimals: 0 },
    ...{ spendUsd: '31000', quantity: null, refPrice: String(PRICE), triggerPrice: null },
  });
  expect(report.fills.map(({ quantity }) => quantity.toFixed())).toEqual(['5']);
});

test('quotes that are pushed become bars, also after the venue was away; old ones do not', async () => {
  const { feed } = company.market;
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
    await feed.catchUp(company.db, until);
    return company.market.barsClosedBetween(MES, new Date(Date.now() - 15_000), until).map(({ close }) => close);
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
  await expect.poll(() => company.market.feed?.look().then(() => 'well', String), soon).toMatch(/ended the connection/);
  await expect.poll(() => company.market.feed?.look().then(() => 'well', String), soon).toBe('well');
});
