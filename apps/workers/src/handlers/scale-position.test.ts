import { recountCaps } from '@atc/core/desk/caps';
import { addLock } from '@atc/core/desk/protections';
import { resolveProposal, submitProposal } from '@atc/core/loop/proposals';
import { openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { driveTo } from '../testing/drive.ts';
import { type TestFleet, testFleet } from '../testing/test-fleet.ts';

let fleet: TestFleet;
let positionId: string;

beforeEach(async () => {
  fleet = await testFleet();
  const { price } = fleet.ctx.market.price('SOL_USDT', fleet.ctx.clock.now()) ?? { price: 0 };
  const levels = { stop: String(price * 0.9), target: String(price * 1.3) };
  ({ id: positionId } = await openTrade(fleet.ctx, { symbol: 'SOL', price: String(price), usd: 20, ...levels }));
  await askForMore();
});
afterEach(() => fleet.close());

/** An operator wants 15 USD more of the position, and approves it. */
async function askForMore(): Promise<void> {
  const { ctx } = fleet;
  const { instrumentId } = await held();
  const signal = await ctx.db.signal.findFirstOrThrow();
  const { proposalId } = await submitProposal(ctx, {
    agentId: 'scout',
    title: 'Scale up SOL',
    missionType: 'scale',
    signalType: 'scale',
    signalId: signal.id,
    sizeUsd: '15',
    ...{ instrumentId, positionId },
    steps: [
      { kind: 'calculate_risk', payload: {} },
      { kind: 'scale_position', payload: { positionId, direction: 'up' } },
      { kind: 'monitor_position', payload: { positionId } },
    ],
    origin: { kind: 'operator', id: 'anna' },
    dedupeKey: 'more',
  });
  const approved = { proposalId, decision: 'approve', by: 'operator:anna', reason: 'it runs' } as const;
  expect(await resolveProposal(ctx, approved)).toMatchObject({ outcome: 'accepted' });
  expect(await driveTo(ctx, ['scale_position'])).toMatchObject({ name: 'scale_position' });
}

const held = () => fleet.ctx.db.position.findUniqueOrThrow({ where: { id: positionId } });
const step = () => fleet.ctx.db.step.findFirstOrThrow({ where: { kind: 'scale_position' } });

test('more is bought for what was approved', async () => {
  const before = await held();
  await driveTo(fleet.ctx, []);
  expect(await step()).toMatchObject({ status: 'succeeded' });
  const cost = (await held()).costBasisUsd.sub(before.costBasisUsd).toNumber();
  expect(cost).toBeGreaterThan(14.9);
  expect(cost).toBeLessThanOrEqual(15);
});

test('nothing more is bought after a lock, and what was reserved for it is given back', async () => {
  await addLock(fleet.ctx, { instrumentId: null, reason: 'three stops today', minutes: 60, by: 'operator:anna' });
  await driveTo(fleet.ctx, []);
  expect(await step()).toMatchObject({ status: 'failed', reason: expect.stringContaining('three stops today') });
  expect(await fleet.ctx.db.paperOrder.count()).toBe(0);
  expect(await recountCaps(fleet.ctx.db)).toEqual([]);
});

test('nothing more is bought where a lot costs more than was approved', async () => {
  const before = await held();
  await fleet.ctx.db.instrument.updateMany({ where: { symbol: 'SOL' }, data: { minQuantity: before.quantity } });
  await driveTo(fleet.ctx, []);
  expect(await step()).toMatchObject({ status: 'failed', reason: expect.stringContaining('the smallest quantity') });
});
