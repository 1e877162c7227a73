import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
let wif: MadeTrade;
beforeAll(async () => {
  api = await testApi();
  wif = await openTrade(api.company.ctx, { symbol: 'WIF', price: '1.5', stop: '1.4' });
  await closeTrade(api.company.ctx, wif, { price: '1.4', reason: 'stop_loss' });
  await openTrade(api.company.ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000019' });
});
afterAll(() => api?.close());

const found = async (q: string) => (await api.ask(`GET /api/search?q=${q}`)).body.items;

test('a trade is found by the beginning of its token, or of its id', async () => {
  expect(await found('wi')).toMatchObject([{ kind: 'trade', symbol: 'WIF', status: 'closed' }]);
  const [{ id }] = await found('bonk');
  expect(await found(id)).toMatchObject([{ id, symbol: 'BONK', status: 'open' }]);
});

test('what nobody traded finds nothing, and what is no name is refused', async () => {
  expect(await found('DOGE')).toEqual([]);
  expect((await api.ask('GET /api/search?q=%25')).status).toBe(400);
  expect((await api.ask('GET /api/search')).status).toBe(400);
});
