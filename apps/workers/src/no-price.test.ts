import { HOUR_MS } from '@atc/core/kernel/time';
import { watchPrices } from '@atc/core/loop/clockwork';
import { raiseExit } from '@atc/core/loop/proposals';
import { scriptedMarket, TEST_START } from '@atc/core/testing';
import { type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { doWork } from './testing/drive.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

let fleet: TestFleet;
let market: ReturnType<typeof scriptedMarket>;
let trade: MadeTrade;

beforeEach(async () => {
  market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 1 }, { startsAt: TEST_START });
  fleet = await testFleet({ market });
  trade = await openTrade(fleet.ctx, { symbol: 'SOL', price: '200', stop: '190' });
});
afterEach(() => fleet.close());

async function goTo(minutes: number): Promise<void> {
  await fleet.setTime(new Date(TEST_START.getTime() + minutes * market.barMs));
  await watchPrices(fleet.ctx);
}

async function close(): Promise<void> {
  const { ctx } = fleet;
  const origin = { kind: 'operator', id: 'anna' } as const;
  await raiseExit(ctx, { positionId: trade.id, reason: 'operator', by: 'operator:anna', origin });
}

const exit = () => fleet.ctx.db.step.findFirstOrThrow({ where: { kind: 'close_position' } });
const status = async () => (await fleet.ctx.db.position.findUniqueOrThrow({ where: { id: trade.id } })).status;

async function workExit(): Promise<void> {
  const { id, nudge } = await exit();
  await doWork(fleet.ctx, { name: 'close_position', rowId: id, nudge });
}

test('an exit waits for a price that is fresh, is told, and sells at that one', async () => {
  const { db } = fleet.ctx;
  await goTo(30);
  await close();
  await workExit();
  expect([await status(), (await exit()).status]).toEqual(['closing', 'queued']);
  expect(await db.order.count({ where: { side: 'sell' } })).toBe(0);
  await goTo(31);
  const [told] = await db.event.findMany({ where: { kind: 'price.missing' }, orderBy: { id: 'desc' } });
  expect(told).toMatchObject({ tradeId: trade.id, fields: { symbol: 'SOL' } });
  for (let minute = 1; minute <= 32; minute += 1) market.append('SOL_USDT', { close: 150 });
  // It is due with the bar, so that company time waits for it.
  await db.step.updateMany({ data: { notBefore: new Date(Date.now() + HOUR_MS) } });
  await goTo(32);
  expect((await exit()).notBefore.getTime()).toBeLessThanOrEqual(Date.now());
  await workExit();
  expect(await status()).toBe('closed');
  const { price } = await db.fill.findFirstOrThrow({ where: { side: 'sell' } });
  expect(price.lte(150)).toBe(true);
  expect(await db.event.count({ where: { kind: 'price.back', tradeId: trade.id } })).toBe(1);
});

test('while trading is halted an exit without a price goes on waiting, and is made when both are over', async () => {
  const { db } = fleet.ctx;
  await goTo(30);
  await close();
  await db.tradingState.update({ where: { id: 1 }, data: { state: 'halted' } });
  await workExit();
  await db.tradingState.update({ where: { id: 1 }, data: { state: 'reducing' } });
  await db.step.updateMany({ data: { notBefore: new Date(0) } });
  await workExit();
  expect(await status()).toBe('closing');
  for (let minute = 1; minute <= 31; minute += 1) market.append('SOL_USDT', { close: 210 });
  await goTo(31);
  await workExit();
  expect(await status()).toBe('closed');
});
