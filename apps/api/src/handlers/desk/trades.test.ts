import { MINUTE_MS } from '@atc/core/kernel/time';
import { scriptedMarket, TEST_START } from '@atc/core/testing';
import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

const market = scriptedMarket({ BONK_USDT: 0.00002, SOL_USDT: 200, WIF_USDT: 2 }, { startsAt: TEST_START });
const at = (minutes: number) => new Date(TEST_START.getTime() + minutes * MINUTE_MS);

let api: TestApi;
let won: MadeTrade;
let lost: MadeTrade;
let old: MadeTrade;

beforeAll(async () => {
  for (const close of [200, 190, 230, 220, 220]) market.append('SOL_USDT', { close });
  api = await testApi({ market });
  const { ctx, setTime } = api.company;
  await setTime(at(1));
  won = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180', usd: 100 });
  lost = await openTrade(ctx, { symbol: 'WIF', price: '2', stop: '1.8', usd: 20, source: 'scanner:pullback' });
  await setTime(at(2));
  // Opened last, closed first: a list by id would have it on top.
  old = await openTrade(ctx, { symbol: 'BONK', price: '0.00002', usd: 20 });
  await setTime(at(3));
  await closeTrade(ctx, old, { price: '0.000022', reason: 'review' });
  await setTime(at(4));
  await closeTrade(ctx, lost, { price: '1.8', reason: 'stop_loss' });
  await setTime(at(5));
  await closeTrade(ctx, won, { price: '220', reason: 'take_profit' });
  await openTrade(ctx, { symbol: 'BONK', price: '0.00002' });
});
afterAll(() => api?.close());

const ask = (query = '', headers = {}) => api.ask(`GET /api/trades?${query}`, { key: api.keys.viewer, headers });
const idsOf = async (query: string) => (await ask(query)).body.items.map(({ id }: { id: string }) => id);

test('closed trades are told by when they closed, the last first, and none that is open', async () => {
  expect(await idsOf('')).toEqual([won.id, lost.id, old.id]);
});

test('a trade has its result after fees, in R, and how far it ran meanwhile', async () => {
  const [trade] = (await ask()).body.items;
  expect(trade).toMatchObject({
    ...{ symbol: 'SOL', contract: 'SOL_USDT', agentId: 'scout', source: 'scanner:breakout', confidence: 0.84 },
    ...{ openedAt: at(1).toISOString(), closedAt: at(5).toISOString(), heldSeconds: 240 },
    ...{ quantity: '0.5', entryPrice: '200', exitPrice: '220', sizeUsd: '100.1', feesUsd: '0.21', resultUsd: '9.79' },
    ...{ outcome: 'win', endedBy: 'take_profit', entrySlippageBps: 4, exitSlippageBps: 4 },
  });
  const near = (value: number) => expect.closeTo(value, 9);
  // At risk were 0.5 times 20; it fell to 190 and rose to 230.
  expect(trade).toMatchObject({
    resultPct: near(9.79 / 100.1),
    r: near(0.979),
    maePct: near(-0.05),
    mfePct: near(0.15),
  });
  expect(trade).toMatchObject({ maeR: near(-0.5), mfeR: near(1.5) });
});

test('a trade without a stop has no R', async () => {
  expect((await ask(`exit=review`)).body.items).toMatchObject([{ id: old.id, r: null, maeR: null, mfeR: null }]);
});

test.each([
  ['token=sol', () => [won.id]],
  ['token=WIF_USDT', () => [lost.id]],
  ['token=Bonk', () => [old.id]],
  ['token=NOSUCH', () => []],
  ['agent=scout', () => [won.id, lost.id, old.id]],
  ['agent=sage', () => []],
  ['source=scanner:pullback', () => [lost.id]],
  ['exit=stop_loss', () => [lost.id]],
  ['token=WIF&exit=stop_loss', () => [lost.id]],
  [`from=${at(4).toISOString()}`, () => [won.id, lost.id]],
  [`to=${at(4).toISOString()}`, () => [old.id]],
  [`from=${at(4).toISOString()}&to=${at(5).toISOString()}`, () => [lost.id]],
])('?%s finds those', async (query, ids) => {
  expect(await idsOf(query)).toEqual(ids());
});

test('pages of one show each trade once', async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ask(`limit=1${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual([won.id, lost.id, old.id]);
});

test.each(['agent=nobody', 'exit=luck', 'from=monday', 'limit=201', 'token='])('?%s is refused', async (query) => {
  expect((await ask(query)).status).toBe(400);
});

test('who accepts CSV gets the same lines, all of the filter, as a file', async () => {
  const reply = await ask('limit=1', { accept: 'text/csv' });
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="trades.csv"');
  expect(reply.headers.get('vary')).toContain('Accept');
  const [head, ...lines] = reply.body.trimEnd().split('\n');
  const [first] = (await ask()).body.items;
  expect(head.split(',')).toEqual(Object.keys(first));
  expect(lines.map((line: string) => line.split(',')[0])).toEqual([won.id, lost.id, old.id]);
  expect(lines[0]).toBe(Object.values(first).map(String).join(','));
  expect((await ask('token=SOL', { accept: 'text/csv' })).body.trimEnd().split('\n')).toHaveLength(2);
});

test.each([{}, { accept: '*/*' }, { accept: 'application/json' }, { accept: 'text/html, */*' }])(
  'who sends %j gets JSON',
  async (headers) => {
    expect((await ask('', headers)).body.items).toHaveLength(3);
  },
);

test('what is wrong with a request is told as a problem also to who accepts CSV', async () => {
  expect((await ask('limit=0', { accept: 'text/csv' })).headers.get('content-type')).toContain('problem+json');
});
