import { afterEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { Market } from '../../market/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { openTrade } from '../../testing/trades/index.ts';
import { openWatchLook, watchPrices } from './index.ts';

const LONG_MS = 9000;
let company: TestCompany;
afterEach(() => company?.close());

/** A company that holds BONK, one bar of which is written but closes a minute later, and a look at its watch. */
async function holding(feed: Partial<Market> = {}) {
  const market = scriptedMarket({ BONK_USDT: 2 }, { startsAt: TEST_START });
  market.append('BONK_USDT', { close: 2 });
  company = await testCompany({ market: { ...market, ...feed } });
  const { ctx } = company;
  let ms = 0;
  const look = openWatchLook({ ...ctx, clock: { ...ctx.clock, now: () => ctx.clock.now(), monotonicMs: () => ms } });
  expect((await look()).state).toBe('none');
  await openTrade(ctx, { symbol: 'BONK', price: '2', stop: '1.8' });
  return {
    state: async () => (await look()).state,
    pass: (more: number) => {
      ms += more;
    },
  };
}

const afterBar = new Date(TEST_START.getTime() + MINUTE_MS);

test('a closed bar that nobody looks at makes the watch late, and looking at it ends that', async () => {
  const { state, pass } = await holding();
  pass(LONG_MS);
  expect(await state()).toBe('up_to_date');
  await company.setTime(afterBar);
  expect(await state()).toBe('up_to_date');
  pass(LONG_MS);
  expect(await state()).toBe('late');
  await watchPrices(company.ctx);
  expect(await state()).toBe('up_to_date');
});

test('with live prices the watch is late although company time stands', async () => {
  const news = { openedMs: 0, nowMs: 0, fault: null, patienceMs: 1, seenMs: () => null };
  const feed = {
    look: async () => undefined,
    catchUp: async () => undefined,
    news: () => news,
    close: async () => undefined,
  };
  const { state, pass } = await holding({ feed });
  expect(await state()).toBe('up_to_date');
  pass(LONG_MS);
  expect(await state()).toBe('late');
});
