import { recountCaps } from '@atc/core/desk/caps';
import { occOf } from '@atc/core/desk/instruments';
import { addLock } from '@atc/core/desk/protections';
import { Decimal } from '@atc/core/kernel/money';
import { dayOf } from '@atc/core/kernel/time';
import { recordSignal } from '@atc/core/loop/signals';
import { openSimulatedMarket } from '@atc/core/market';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { driveTo } from './testing/drive.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

const SEED = '2';
let fleet: TestFleet;

beforeEach(async () => {
  fleet = await testFleet({ market: openSimulatedMarket({ seed: SEED }), config: { SEED } });
  await recordSignal(fleet.ctx, { source: 'desk', token: 'PENGU', signalType: 'buy', trust: 'trusted' });
});
afterEach(() => fleet.close());

/** Locks all entries as soon as a piece of work of this kind is next, and does all that is left. */
async function lockBefore(name: 'turn' | 'execute_trade'): Promise<void> {
  expect(await driveTo(fleet.ctx, [name])).toMatchObject({ name });
  await addLock(fleet.ctx, { instrumentId: null, reason: 'three stops today', minutes: 60, by: 'operator:anna' });
  await driveTo(fleet.ctx, []);
}

const entry = () => fleet.ctx.db.proposal.findFirstOrThrow({ where: { missionType: 'entry' } });

test('a lock that comes while an entry is reviewed lets the review approve nothing', async () => {
  await lockBefore('turn');
  expect(await entry()).toMatchObject({
    status: 'rejected',
    resolution: expect.stringContaining('three stops today'),
  });
});

test('an option whose last day has come before its order goes out is not bought', async () => {
  const { ctx } = fleet;
  expect(await driveTo(ctx, ['execute_trade'])).toMatchObject({ name: 'execute_trade' });
  const today = dayOf(ctx.clock.now(), 'America/New_York');
  const contract = occOf({ root: 'PENGU', expiresOn: today, type: 'CALL', strike: new Decimal(1) });
  await ctx.db.instrument.updateMany({ where: { symbol: 'PENGU' }, data: { contract } });
  await driveTo(ctx, []);
  expect(await ctx.db.step.findFirstOrThrow({ where: { kind: 'execute_trade' } })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('its last day has come'),
  });
  expect(await ctx.db.paperOrder.count()).toBe(0);
});

test('a lock after an entry was accepted keeps its order from the venue, and its limits are given back', async () => {
  await lockBefore('execute_trade');
  const { id: proposalId, status } = await entry();
  expect(status).toBe('accepted');
  expect(await fleet.ctx.db.mission.findFirstOrThrow({ where: { proposalId } })).toMatchObject({ status: 'failed' });
  expect(await fleet.ctx.db.paperOrder.count()).toBe(0);
  expect(await fleet.ctx.db.capReservation.count({ where: { proposalId, state: 'held' } })).toBe(0);
  expect(await recountCaps(fleet.ctx.db)).toEqual([]);
});
