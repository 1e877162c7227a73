import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotPortfolio } from '../../desk/portfolio/index.ts';
import { readTradingState } from '../../desk/protections/index.ts';
import { DAY_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { openTrade } from '../../testing/trades/index.ts';
import { sweepProposals } from '../proposals/index.ts';
import { watchPrices } from './index.ts';

let company: TestCompany;
const market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 1, BONK_USDT: 0.5 }, { startsAt: TEST_START });

beforeAll(async () => {
  company = await testCompany({ market });
});
afterAll(() => company?.close());

test('an exit that cannot be raised waits and keeps no other position from its stop (I12)', async () => {
  const { ctx } = company;
  const broken = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190' });
  const sound = await openTrade(ctx, { symbol: 'WIF', price: '1', stop: '0.9' });
  market.append('SOL_USDT', { close: 180 });
  market.append('WIF_USDT', { close: 0.8 });
  await company.setTime(new Date(TEST_START.getTime() + market.barMs));
  await ctx.db.$executeRawUnsafe(
    `ALTER TABLE ops_trading_proposals ADD CONSTRAINT torn CHECK (position_id <> '${broken.id}')`,
  );
  expect(await watchPrices(ctx)).toMatchObject({ exits: 1 });
  const statusOf = async (id: string) => (await ctx.db.position.findUniqueOrThrow({ where: { id } })).status;
  expect([await statusOf(sound.id), await statusOf(broken.id)]).toEqual(['closing', 'open']);
  expect(await sweepProposals(ctx)).toMatchObject({ raised: 0 });
  await ctx.db.$executeRawUnsafe('ALTER TABLE ops_trading_proposals DROP CONSTRAINT torn');
  expect(await sweepProposals(ctx)).toMatchObject({ raised: 1 });
  expect(await statusOf(broken.id)).toBe('closing');
});

test('the trading state follows a drawdown in the watch that finds it, and back with nothing held', async () => {
  const { ctx } = company;
  const state = async () => (await readTradingState(ctx.db)).state;
  const at = (minutes: number) => company.setTime(new Date(TEST_START.getTime() + minutes * MINUTE_MS));
  await at(10);
  await openTrade(ctx, { symbol: 'BONK', price: '0.5' });
  await snapshotPortfolio(ctx, { cause: 'hour' });
  await watchPrices(ctx);
  expect(await state()).toBe('active');
  await ctx.db.account.updateMany({ data: { cashUsd: { decrement: 200 }, realizedPnl: { decrement: 200 } } });
  await at(15);
  await watchPrices(ctx);
  expect(await state()).toBe('reducing');
  await ctx.db.position.updateMany({ data: { status: 'closed', quantity: 0 } });
  await at(15 + DAY_MS / MINUTE_MS);
  await watchPrices(ctx);
  expect(await state()).toBe('active');
});
