import { MINUTE_MS } from '@atc/core/kernel/time';
import { scriptedMarket, TEST_START } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

const market = scriptedMarket({ BONK_USDT: 0.00002, SOL_USDT: 200 }, { startsAt: TEST_START });
const at = (minutes: number) => new Date(TEST_START.getTime() + minutes * MINUTE_MS);

let api: TestApi;
beforeAll(async () => {
  for (const close of [201, 203, 202, 205, 204, 209]) market.append('SOL_USDT', { close, volume: 10 });
  api = await testApi({ market });
  await api.company.setTime(at(5));
});
afterAll(() => api?.close());

const ask = (query: string) => api.ask(`GET /api/candles?${query}`, { key: api.keys.viewer });

test('bars that have closed are shown, oldest first, and none that has not', async () => {
  const { body } = await ask('token=sol&minutes=1&count=3');
  expect(body).toEqual({
    contract: 'SOL_USDT',
    symbol: 'SOL',
    tick: expect.any(String),
    minutes: 1,
    items: [
      { openAt: at(2).toISOString(), open: 203, high: 203, low: 202, close: 202, volume: 10 },
      { openAt: at(3).toISOString(), open: 202, high: 205, low: 202, close: 205, volume: 10 },
      { openAt: at(4).toISOString(), open: 205, high: 205, low: 204, close: 204, volume: 10 },
    ],
  });
  expect((await ask('contract=SOL_USDT&minutes=1&count=3')).body).toEqual(body);
});

test('longer bars are made of the short ones', async () => {
  const { items } = (await ask('token=SOL&minutes=5&count=1')).body;
  expect(items).toEqual([{ openAt: at(0).toISOString(), open: 200, high: 205, low: 200, close: 204, volume: 50 }]);
});

test('up to an earlier time are shown those that had closed by then; a later one is now', async () => {
  const closes = async (to: Date) =>
    (await ask(`token=SOL&minutes=1&count=2&to=${to.toISOString()}`)).body.items.map(
      ({ close }: { close: number }) => close,
    );
  expect(await closes(at(2))).toEqual([201, 203]);
  expect(await closes(at(60))).toEqual([205, 204]);
});

test('before the first bar there is none', async () => {
  expect((await ask('token=SOL&minutes=1&to=2001-01-01T00:00:00Z')).body.items).toEqual([]);
});

test.each([
  ['', 400],
  ['token=SOL&contract=SOL_USDT', 400],
  ['token=NOSUCH', 404],
  ['contract=sol_usdt', 404],
  ['token=SOL&count=0', 400],
  ['token=SOL&count=1001', 400],
  ['token=SOL&minutes=0', 400],
  ['token=SOL&minutes=1.5', 400],
  ['token=SOL&minutes=1441', 400],
  ['token=SOL&to=yesterday', 400],
  ['token=SOL&token=BONK', 400],
])('?%s is answered with %d', async (query, status) => {
  expect((await ask(query)).status).toBe(status);
});

test('bars that this market does not have are refused with the length that they are made of', async () => {
  const slow = scriptedMarket({ SOL_USDT: 200 }, { startsAt: TEST_START, barMs: 5 * MINUTE_MS });
  const other = await testApi({ market: slow });
  const { status, body } = await other.ask('GET /api/candles?token=SOL&minutes=7');
  expect([status, body.detail]).toEqual([400, 'minutes: bars of this market are made of 5 minutes']);
  expect((await other.ask('GET /api/candles?token=SOL&minutes=15')).status).toBe(200);
  await other.close();
});
