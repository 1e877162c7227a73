import { snapshotPortfolio } from '@atc/core/desk/portfolio';
import { newId } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
let bonk: MadeTrade;
let wif: MadeTrade;
beforeAll(async () => {
  api = await testApi();
  const { ctx } = api.company;
  await snapshotPortfolio(ctx, { cause: 'hour' });
  bonk = await openTrade(ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018', usd: 50 });
  wif = await openTrade(ctx, { symbol: 'WIF', price: '2', stop: '1.5', usd: 20 });
});
afterAll(() => api?.close());

const read = async () => (await api.ask('GET /api/risk', { key: api.keys.viewer })).body;
const limitsOf = (body: { limits: { name: string; used: string; limit: string | null }[] }) =>
  Object.fromEntries(body.limits.map(({ name, used, limit }) => [name, [used, limit]]));

test('what is lost if every stop is hit is told by position, the largest first, and in all', async () => {
  const body = await read();
  expect(body).toMatchObject({
    lossUsd: '10',
    positions: [
      { positionId: wif.id, symbol: 'WIF', valueUsd: '20', price: '2', stop: '1.5', stopRests: false, lossUsd: '5' },
      { positionId: bonk.id, symbol: 'BONK', valueUsd: '50', price: '0.00002', stop: '0.000018', lossUsd: '5' },
    ].toSorted((a, b) => (a.positionId < b.positionId ? -1 : 1)),
  });
  expect(body.lossShare).toBeCloseTo(10 / Number(body.equityUsd), 9);
});

test('a stop that follows the price counts where it stands, and one above the price loses nothing', async () => {
  const { db } = api.company.ctx;
  const set = (data: object) => db.position.update({ where: { id: wif.id }, data });
  const lossOf = async () =>
    (await read()).positions.find(({ positionId }: { positionId: string }) => positionId === wif.id);
  await set({ currentPrice: '2.4', highWaterPrice: '2.5', trailingStopPct: 0.2 });
  expect(await lossOf()).toMatchObject({ stop: '2', lossUsd: '4', valueUsd: '24' });
  await set({ currentPrice: '1.9' });
  expect(await lossOf()).toMatchObject({ stop: '2', lossUsd: '0' });
  await set({ trailingStopPct: null, stopLoss: null, stopRequired: false });
  expect(await lossOf()).toMatchObject({ stop: null, lossUsd: '19' });
  await set({ currentPrice: '2', highWaterPrice: null, stopLoss: '1.5' });
});

test('whether a stop rests at its venue is told, and one that was taken back rests no more', async () => {
  const { db, clock } = api.company.ctx;
  const { accountId, instrumentId } = await db.position.findUniqueOrThrow({ where: { id: bonk.id } });
  const id = newId();
  await db.order.create({
    data: {
      ...{ id, clientOrderId: id, accountId, instrumentId, positionId: bonk.id, leg: 9, side: 'sell', body: {} },
      ...{ purpose: 'stop_loss', status: 'submitted', restsAt: '0.000018', intendedAt: clock.now() },
    },
  });
  const rests = async () =>
    (await read()).positions.map(({ symbol, stopRests }: { symbol: string; stopRests: boolean }) => [
      symbol,
      stopRests,
    ]);
  expect(Object.fromEntries(await rests())).toEqual({ BONK: true, WIF: false });
  await db.order.update({ where: { id }, data: { status: 'canceled' } });
  expect(Object.fromEntries(await rests())).toEqual({ BONK: false, WIF: false });
});

test('each limit is told with what is used of it, by what the gates go by', async () => {
  const { db } = api.company.ctx;
  await db.capUsage.createMany({
    data: [
      { key: 'trades:2025-02-03', used: '2' },
      { key: 'trades:2025-02-02', used: '7' },
      { key: 'positions', used: '2' },
      { key: 'risk_usd', used: '9.93' },
    ],
  });
  const body = await read();
  const { drawdown, daily_loss: loss, ...limits } = limitsOf(body);
  expect(limits).toEqual({
    trades_today: ['2', '8'],
    open_positions: ['2', '3'],
    portfolio_risk: ['9.93', new Decimal(body.equityUsd).mul('0.05').toFixed()],
  });
  // Both purchases paid their fees.
  const fallen = new Decimal(1000).sub(body.equityUsd).div(1000).toNumber();
  expect(fallen).toBeGreaterThan(0);
  for (const use of [drawdown, loss]) expect(Number(use?.[0])).toBeCloseTo(fallen, 9);
  expect(drawdown?.[1]).not.toBeNull();
});

test('a protection that is switched off has no limit', async () => {
  const { body } = await api.ask('GET /api/policies/protections');
  const value = { ...body.value, max_drawdown: { ...body.value.max_drawdown, enabled: false } };
  await api.ask('PUT /api/policies/protections', {
    body: { value, reason: 'a test' },
    headers: { 'if-match': String(body.version) },
  });
  const { drawdown, daily_loss: loss } = limitsOf(await read());
  expect(drawdown?.[1]).toBeNull();
  expect(loss?.[1]).not.toBeNull();
});
