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

test.each(['0', '0.00', '1e3', 'ten', '', '1.123456789', '1000000000', '-999999999999'])(
  'an amount of %j is refused',
  async (amountUsd) => {
    expect((await transfer(amountUsd)).status).toBe(400);
  },
);

test('money is booked once however often its key is sent, also when the first answer was lost (I14)', async () => {
  const { db } = api.company.ctx;
  const send = (note: string) =>
    api.ask('POST /api/transfers', { body: { amountUsd: '10', note }, headers: { 'idempotency-key': 'payday' } });
  const { cashUsd } = (await send('salary')).body;
  // The process died after it had booked and before it had kept its answer: the key is free again a minute later.
  await db.idempotencyKey.deleteMany({ where: { key: 'payday' } });
  expect(await send('salary')).toMatchObject({ status: 201, body: { cashUsd } });
  await db.idempotencyKey.deleteMany({ where: { key: 'payday' } });
  expect((await send('another salary')).status).toBe(422);
  expect((await books()).cashUsd).toBe(cashUsd);
  expect(await db.event.count({ where: { kind: 'transfer.booked', summary: { contains: 'salary' } } })).toBe(1);
});

test('a viewer may not move money', async () => {
  const body = { amountUsd: '1', note: 'x' };
  expect((await api.ask('POST /api/transfers', { body, key: api.keys.viewer })).status).toBe(403);
});
