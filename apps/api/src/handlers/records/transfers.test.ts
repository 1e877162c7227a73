import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const transfer = (amountUsd: string) => api.ask('POST /api/transfers', { body: { amountUsd, note: 'from the bank' } });
const books = async () => (await api.ask('GET /api/portfolio')).body;

test('what is paid in or taken out moves cash and equity, not the result (I14)', async () => {
  const before = await books();
  expect(await transfer('250.5')).toMatchObject({ status: 201, body: { cashUsd: '1250.5' } });
  expect(await transfer('-50.25')).toMatchObject({ status: 201, body: { cashUsd: '1200.25' } });
  const after = await books();
  expect(after).toMatchObject({ cashUsd: '1200.25', equityUsd: '1200.25', realizedPnl: before.realizedPnl });
  expect(after.drawdown).toBe(before.drawdown);
});

test('no more is taken out than there is', async () => {
  expect((await transfer('-1200.26')).status).toBe(409);
  expect((await books()).cashUsd).toBe('1200.25');
});

test.each(['0', '0.00', '1e3', 'ten', '', '1.123456789'])('an amount of %j is refused', async (amountUsd) => {
  expect((await transfer(amountUsd)).status).toBe(400);
});

test('a viewer may not move money', async () => {
  const body = { amountUsd: '1', note: 'x' };
  expect((await api.ask('POST /api/transfers', { body, key: api.keys.viewer })).status).toBe(403);
});
