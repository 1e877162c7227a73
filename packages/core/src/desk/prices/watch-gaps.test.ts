import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { FeedNews, Market } from '../../market/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, type MadeTrade, openTrade } from '../../testing/trades/index.ts';
import type { DeskContext } from '../context.ts';
import { judgePrices, readPriceFacts, watchGaps } from './index.ts';

const market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 1 }, { startsAt: TEST_START });
let company: TestCompany;
let trade: MadeTrade;
let minute = 0;

beforeAll(async () => {
  company = await testCompany({ market });
  trade = await openTrade(company.ctx, { symbol: 'SOL', price: '200', stop: '190' });
});
afterEach(async () => {
  await company.ctx.db.priceGap.deleteMany();
  await company.ctx.db.$executeRaw`UPDATE ops_positions SET marked_at = ${company.ctx.clock.now()}`;
});
afterAll(() => company?.close());

/** A minute of company time in which only these contracts have a bar. */
async function pass(contracts: readonly string[]): Promise<void> {
  minute += 1;
  const at = new Date(TEST_START.getTime() + minute * MINUTE_MS);
  for (const contract of contracts) {
    // What was silent is silent until the bar of this minute.
    const price = market.price(contract, at)?.price ?? 1;
    while ((market.price(contract, at)?.at.getTime() ?? 0) < at.getTime()) market.append(contract, { close: price });
  }
  await company.setTime(at);
}

const told = async (kind: string) => company.ctx.db.event.findMany({ where: { kind }, orderBy: { id: 'asc' } });
const count = async (kind: string) => (await told(kind)).length;
const prices = async (ctx: DeskContext = company.ctx) =>
  judgePrices(await readPriceFacts(ctx.db), ctx.market, ctx.clock.now());

test('a held token that falls silent is told once by all who look, again later, and when it is back', async () => {
  await pass(['SOL_USDT', 'WIF_USDT']);
  for (let i = 0; i < 2; i += 1) await pass(['WIF_USDT']);
  expect(await watchGaps(company.ctx)).toBe(0);
  await pass(['WIF_USDT']);
  const others = await Promise.all([1, 2, 3, 4].map(() => watchGaps(company.ctx)));
  expect(others.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await told('price.missing')).toMatchObject([
    { agentId: 'scout', tradeId: trade.id, fields: { symbol: 'SOL', seconds: 180, stopLoss: '190', told: 1 } },
  ]);
  expect(await prices()).toEqual({ prices: 'stale', unwatched: true });
  for (let i = 0; i < 4; i += 1) await pass(['WIF_USDT']);
  expect(await watchGaps(company.ctx)).toBe(0);
  await pass(['WIF_USDT']);
  expect(await watchGaps(company.ctx)).toBe(1);
  await pass(['WIF_USDT', 'SOL_USDT']);
  await company.ctx.db.$executeRaw`UPDATE ops_positions SET marked_at = ${company.ctx.clock.now()}`;
  await watchGaps(company.ctx);
  await pass(['WIF_USDT', 'SOL_USDT']);
  expect(await watchGaps(company.ctx)).toBe(1);
  expect(await told('price.back')).toMatchObject([{ tradeId: trade.id, fields: { seconds: 600 } }]);
  expect(await count('feed.silent')).toBe(0);
  expect(await prices()).toEqual({ prices: 'fresh', unwatched: false });
});

test('a market in which nothing has a price is told once for all, beside each position', async () => {
  await pass(['SOL_USDT', 'WIF_USDT']);
  for (let i = 0; i < 3; i += 1) await pass([]);
  expect(await watchGaps(company.ctx)).toBe(2);
  expect((await told('feed.silent')).at(-1)).toMatchObject({ agentId: 'observer', fields: { positions: 1 } });
});

test('a recorded exchange that is closed at this time of every day is no gap', async () => {
  const now = company.ctx.clock.now();
  const at = (hours: number) => now.getTime() - hours * 60 * MINUTE_MS;
  // It traded until ten hours ago, and until ten hours before this time of yesterday; then from eighteen hours ago on.
  const daily = scriptedMarket(
    { SOL_USDT: 200, WIF_USDT: 1 },
    {
      startsAt: now,
      historyOf: () =>
        [...hourOf(at(35)), ...hourOf(at(11)), ...hourOf(at(18))]
          .toSorted((a, b) => a - b)
          .map((openAt) => ({ openAt, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    },
  );
  expect(await watchGaps({ ...company.ctx, market: daily })).toBe(0);
  const once = scriptedMarket(
    { SOL_USDT: 200, WIF_USDT: 1 },
    {
      startsAt: now,
      historyOf: () => hourOf(at(11)).map((openAt) => ({ openAt, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
    },
  );
  expect(await watchGaps({ ...company.ctx, market: once })).toBe(2);
});

const hourOf = (from: number) => Array.from({ length: 60 }, (_, i) => from + i * MINUTE_MS);

/** The same company on live prices, of which so much was seen by its one process. */
function live(news: Partial<FeedNews>, contracts: Market['contracts'] = market.contracts): DeskContext {
  const heard: FeedNews = {
    openedMs: 0,
    nowMs: 100_000,
    fault: null,
    patienceMs: 12_000,
    seenMs: () => 99_000,
    ...news,
  };
  const feed = { look: async () => undefined, catchUp: async () => undefined, close: async () => undefined };
  return { ...company.ctx, market: { ...market, contracts, feed: { ...feed, news: () => heard } } };
}

const seen = (ms: Readonly<Record<string, number>>) => (contract: string) => ms[contract] ?? null;

test.each<[string, Partial<FeedNews>, readonly string[]]>([
  ['prices come', {}, []],
  ['the source fails', { fault: 'jupiter answered 500', seenMs: () => 87_000 }, ['price.missing', 'feed.silent']],
  ['the source is silent', { seenMs: () => 87_000 }, ['price.missing', 'feed.silent']],
  ['it has nothing to say of what is held', { seenMs: seen({ WIF_USDT: 99_000 }) }, ['price.missing']],
  ['it has nothing to say of what is not held', { seenMs: seen({ SOL_USDT: 99_000 }) }, []],
  ['it has only just been opened', { openedMs: 90_000, seenMs: () => null }, []],
])('live prices: %s', async (_, news, kinds) => {
  const before = await company.ctx.db.event.count();
  expect(await watchGaps(live(news))).toBe(kinds.length);
  const events = await company.ctx.db.event.findMany({ orderBy: { id: 'asc' }, skip: before });
  expect(events.map(({ kind }) => kind)).toEqual(kinds);
});

test('prices that come and never reach what is held are missed too', async () => {
  await company.ctx.db
    .$executeRaw`UPDATE ops_positions SET marked_at = ${new Date(company.ctx.clock.now().getTime() - 61_000)}`;
  expect(await watchGaps(live({}))).toBe(1);
});

test('a held token that the market does not list any more is missed', async () => {
  const listed = market.contracts().filter(({ symbol }) => symbol === 'WIF');
  expect(await watchGaps(live({ seenMs: seen({ WIF_USDT: 99_000 }) }, () => listed))).toBe(1);
  expect((await told('price.missing')).at(-1)?.summary).toContain('does not list it');
});

test('what was told of a position is forgotten with it, and nothing held needs no price', async () => {
  expect(await watchGaps(live({ seenMs: seen({ WIF_USDT: 99_000 }) }))).toBe(1);
  await closeTrade(company.ctx, trade, { price: '200', reason: 'operator' });
  await watchGaps(live({}));
  expect(await company.ctx.db.priceGap.count()).toBe(0);
  expect(await watchGaps(live({ seenMs: () => 41_000 }))).toBe(0);
  expect(await watchGaps(live({ seenMs: () => 39_000 }))).toBe(1);
  expect(await prices(live({}))).toEqual({ prices: 'stale', unwatched: false });
});
