import { raiseExit } from '@atc/core/loop/proposals';
import { openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { driveTo } from '../testing/drive.ts';
import { type TestFleet, testFleet } from '../testing/test-fleet.ts';

let fleet: TestFleet;
let id: string;

beforeEach(async () => {
  fleet = await testFleet();
  const { price } = fleet.ctx.market.price('SOL_USDT', fleet.ctx.clock.now()) ?? { price: 0 };
  ({ id } = await openTrade(fleet.ctx, { symbol: 'SOL', price: String(price), stop: '1', usd: 50 }));
});
afterEach(() => fleet.close());

const ask = (fraction: number) =>
  raiseExit(fleet.ctx, {
    positionId: id,
    reason: 'operator',
    by: 'operator:anna',
    origin: { kind: 'operator', id: 'anna' },
    fraction,
  });
const held = () => fleet.ctx.db.position.findUniqueOrThrow({ where: { id } });

test('a part that has become less than a lot sells nothing, and the position stays watched', async () => {
  const { ctx } = fleet;
  expect(await ask(0.5)).toMatchObject({ proposal: { status: 'accepted' } });
  const before = await held();
  await ctx.db.instrument.updateMany({ where: { symbol: 'SOL' }, data: { minQuantity: before.quantity } });
  await driveTo(ctx, []);
  expect(await ctx.db.step.findFirstOrThrow({ where: { kind: 'close_position' } })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('nothing is sold'),
  });
  expect(await ctx.db.paperOrder.count()).toBe(0);
  const after = await held();
  expect([after.status, after.quantity]).toEqual(['open', before.quantity]);
});

test('a part is sold in whole lots', async () => {
  const { ctx } = fleet;
  const before = await held();
  const lot = before.quantity.div(3);
  await ctx.db.instrument.updateMany({ where: { symbol: 'SOL' }, data: { minQuantity: lot } });
  await ask(0.5);
  await driveTo(ctx, []);
  expect((await held()).quantity.toNumber()).toBeCloseTo(lot.mul(2).toNumber(), 9);
});
