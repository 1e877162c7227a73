import { newId } from '@atc/core/kernel/db';
import { HOUR_MS } from '@atc/core/kernel/time';
import { scriptedMarket, TEST_START } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

const HOURS = 48;
const market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 2 }, { startsAt: TEST_START, barMs: HOUR_MS });
const after = (hours: number) => new Date(TEST_START.getTime() + hours * HOUR_MS);

let api: TestApi;
beforeAll(async () => {
  for (let hour = 1; hour <= HOURS; hour += 1) {
    market.append('SOL_USDT', { close: 200 * (1 + hour / 100) });
    market.append('WIF_USDT', { close: 2 });
  }
  api = await testApi({ market });
  const { ctx, setTime } = api.company;
  await setTime(after(1));
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '202', stop: '190' });
  await setTime(after(HOURS));
  await closeTrade(ctx, trade, { price: '250', reason: 'take_profit' });
  await ctx.db.portfolioSnapshot.deleteMany();
  const { id: accountId } = await ctx.db.account.findFirstOrThrow();
  for (let hour = 0; hour < HOURS; hour += 1)
    await ctx.db.portfolioSnapshot.create({
      data: {
        ...{ id: newId(), accountId, timestamp: after(hour), cause: 'hour', drawdown: 0, openPositions: 0 },
        ...{ totalValue: String(1000 + hour), cashUsd: '1000', peakValue: '1000', pnl24h: '0' },
        ...{ realizedPnl: String(hour + 2), unrealizedPnl: '0', feesUsd: '2' },
      },
    });
});
afterAll(() => api?.close());

const ask = (query: string) => api.ask(`GET /api/portfolio/history?${query}`, { key: api.keys.viewer });
const hoursOf = (items: { timestamp: string }[]) =>
  items.map(({ timestamp }) => (Date.parse(timestamp) - TEST_START.getTime()) / HOUR_MS);

test('a range is told oldest first, from its first moment to its last', async () => {
  const { body } = await ask(`from=${after(3).toISOString()}&to=${after(6).toISOString()}`);
  expect(hoursOf(body.items)).toEqual([3, 4, 5, 6]);
  expect(body.nextCursor).toBeNull();
  expect(body.items[0]).toMatchObject({ totalValue: '1003', return: expect.closeTo(0.003, 9) });
  expect(body.items[0]).not.toHaveProperty('holding');
});

test('of many moments as many are shown as are asked for, the last of each span', async () => {
  const { body } = await ask(`from=${after(0).toISOString()}&to=${after(40).toISOString()}&points=4`);
  expect(hoursOf(body.items)).toEqual([9, 19, 29, 40]);
});

test('without from and to it is all that there is', async () => {
  expect(hoursOf((await ask('points=1000')).body.items)).toEqual(Array.from({ length: HOURS }, (_, hour) => hour));
});

test('each moment stands beside what holding the traded tokens had come to by then', async () => {
  const { items } = (await ask(`with=holding&from=${after(9).toISOString()}&to=${after(10).toISOString()}`)).body;
  expect(items).toMatchObject([
    { holding: expect.closeTo(0.09, 9), holdingUsd: '1090.00000000' },
    { holding: expect.closeTo(0.1, 9), holdingUsd: '1100.00000000' },
  ]);
  const [first] = (await ask('with=holding')).body.items;
  // Nothing had closed yet when the company opened.
  expect(first).toMatchObject({ holding: null, holdingUsd: null });
});

test('the last moment beside holding is what the standing and the scorecard say', async () => {
  const standing = (await api.ask('GET /api/standing')).body;
  expect(standing.holding).toBeCloseTo(0.48, 9);
  expect(standing).toMatchObject({ trades: 1, wins: 1, losses: 0 });
  expect(standing.says).toMatch(
    /^It is up 1\.2 % since it opened 2\.0 days ago; holding .* up 48\.0 %\. 1 of 1 trade won/,
  );
  const { company } = (await api.ask('GET /api/scorecard')).body;
  expect([company.buyAndHold, company.return]).toEqual([standing.holding, standing.return]);
});

test('who asks for pages gets the newest first, with what they always had', async () => {
  const { body } = await ask('limit=2');
  expect(hoursOf(body.items)).toEqual([47, 46]);
  expect(body.nextCursor).not.toBeNull();
  for (const field of ['return', 'holding', 'holdingUsd']) expect(body.items[0]).not.toHaveProperty(field);
});

test.each([
  ['points=1', 'points'],
  ['points=1001', 'points'],
  ['from=today', 'from'],
  ['from=0000-01-01T00:00:00Z', 'from'],
  ['with=bonds', 'with'],
  [`from=${after(4).toISOString()}&to=${after(4).toISOString()}`, 'to'],
  [`from=${after(100).toISOString()}`, 'from'],
])('?%s is refused', async (query, path) => {
  expect(await ask(query)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('a range has no pages', async () => {
  const { nextCursor } = (await ask('limit=2')).body;
  expect(await ask(`points=5&cursor=${nextCursor}`)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'cursor' }] },
  });
});
