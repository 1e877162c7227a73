import { runHeartbeat } from '@atc/agents/heartbeat';
import { HOUR_MS } from '@atc/core/kernel/time';
import { submitProposal } from '@atc/core/loop/proposals';
import { recordSignal } from '@atc/core/loop/signals';
import { claimStep, renewLeases } from '@atc/core/loop/steps';
import { openSimulatedMarket } from '@atc/core/market';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handlers } from './handlers/handlers.ts';
import { expectSoundBooks } from './testing/books.ts';
import { driveTo } from './testing/drive.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

const HUNG = 1200;
const SEED = '2';
let fleet: TestFleet;

beforeAll(async () => {
  fleet = await testFleet({ market: openSimulatedMarket({ seed: SEED }), config: { SEED } });
});
afterAll(() => fleet.close());

const beat = () => runHeartbeat(fleet.ctx, { holder: 'test', early: true });
const stepOf = (id: string) => fleet.ctx.db.step.findUniqueOrThrow({ where: { id } });
const recovered = async () =>
  (await beat())?.operations.find(({ operation }) => operation === 'recoverStaleSteps')?.result;

/** Two tasks in a row, the first in the hands of a worker. */
async function runningTask(name: string) {
  const { ctx } = fleet;
  const { missionId } = await submitProposal(ctx, {
    agentId: 'intel',
    title: name,
    missionType: 'analysis',
    steps: [1, 2].map((part) => ({
      kind: 'agent_task' as const,
      payload: { task: 'scan' as const, agentId: 'intel' as const, subject: `${name} ${part}` },
    })),
    origin: { kind: 'operator', id: 'test' },
    dedupeKey: `stale:${name}`,
  });
  const { id, nudge } = await ctx.db.step.findFirstOrThrow({ where: { missionId: missionId ?? '', seq: 1 } });
  const claim = await claimStep(ctx, { id, nudge, worker: 'test' });
  if (claim.kind !== 'claimed') throw new Error('not claimed');
  return { missionId: missionId ?? '', step: claim.step };
}

test('a step whose handler hangs for half an hour fails, its followers with it, and its mission ends', async () => {
  const { missionId, step } = await runningTask('hung');
  expect(await recovered()).toMatchObject({ failed: 0 });
  await fleet.ctx.db.step.update({ where: { id: step.id }, data: { renewals: HUNG } });
  expect(await recovered()).toMatchObject({ failed: 1 });
  expect(await stepOf(step.id)).toMatchObject({ status: 'failed', reason: 'it did not end within 30 minutes' });
  expect(await fleet.ctx.db.step.findFirst({ where: { missionId, seq: 2 } })).toMatchObject({ reason: 'skipped' });
  expect(await fleet.ctx.db.mission.findUnique({ where: { id: missionId } })).toMatchObject({ status: 'failed' });
});

test('a step whose worker died while nobody swept fails after half an hour', async () => {
  const { step } = await runningTask('lost');
  await fleet.ctx.db.step.update({ where: { id: step.id }, data: { leaseUntil: new Date(Date.now() - HOUR_MS) } });
  expect(await recovered()).toMatchObject({ failed: 1 });
});

test('a clock that jumps an hour forward fails no step whose worker lives', async () => {
  const { step } = await runningTask('healthy');
  await fleet.ctx.db.step.update({ where: { id: step.id }, data: { leaseUntil: new Date(Date.now() - HOUR_MS) } });
  const beating = recovered();
  await expect.poll(() => renewLeases(fleet.ctx.db, [step])).toEqual(new Set([step.id]));
  expect(await beating).toMatchObject({ failed: 0, returned: 0 });
  expect(await stepOf(step.id)).toMatchObject({ status: 'running' });
});

test('a clock that jumps an hour back hides no step that hangs', async () => {
  const { step } = await runningTask('hidden');
  const data = { renewals: HUNG, leaseUntil: new Date(Date.now() + HOUR_MS) };
  await fleet.ctx.db.step.update({ where: { id: step.id }, data });
  expect(await recovered()).toMatchObject({ failed: 1 });
});

test('a step never waits for a predecessor that failed, nor for one that is done', async () => {
  const { db } = fleet.ctx;
  const [doomed, blocked] = [await runningTask('doomed'), await runningTask('blocked')];
  await db.step.update({ where: { id: doomed.step.id }, data: { status: 'failed', leaseUntil: null } });
  await db.step.update({
    where: { id: blocked.step.id },
    data: { status: 'succeeded', leaseUntil: null, result: { ok: true } },
  });
  expect(await recovered()).toMatchObject({ freed: 2 });
  const second = (missionId: string) => db.step.findFirst({ where: { missionId, seq: 2 } });
  expect(await second(doomed.missionId)).toMatchObject({ status: 'failed', reason: 'skipped' });
  expect(await db.mission.findUnique({ where: { id: doomed.missionId } })).toMatchObject({ status: 'failed' });
  expect(await second(blocked.missionId)).toMatchObject({ status: 'queued', readyAt: expect.any(Date) });
});

test('a step that cannot be recovered keeps no other from it, and fails the operation', async () => {
  const { db } = fleet.ctx;
  const [broken, hung] = [await runningTask('broken'), await runningTask('hung beside it')];
  await db.step.updateMany({ where: { id: { in: [broken.step.id, hung.step.id] } }, data: { renewals: HUNG } });
  await db.$executeRawUnsafe(
    `ALTER TABLE ops_mission_steps ADD CONSTRAINT torn CHECK (id <> '${broken.step.id}' OR status <> 'failed')`,
  );
  const report = await beat();
  expect(report?.operations.find(({ operation }) => operation === 'recoverStaleSteps')).toMatchObject({
    status: 'failed',
    errors: [expect.stringContaining('1 could not be recovered')],
  });
  expect(await stepOf(broken.step.id)).toMatchObject({ status: 'running' });
  expect(await stepOf(hung.step.id)).toMatchObject({ status: 'failed' });
  await db.$executeRawUnsafe('ALTER TABLE ops_mission_steps DROP CONSTRAINT torn');
  expect(await recovered()).toMatchObject({ failed: 1 });
});

test('a trade step that hangs with an order ends with what the venue says, never by the clock (I3, I4)', async () => {
  const { ctx } = fleet;
  await recordSignal(ctx, { source: 'desk', token: 'PENGU', signalType: 'buy', trust: 'trusted' });
  const ready = await driveTo(ctx, ['execute_trade']);
  expect(ready?.name).toBe('execute_trade');
  const id = ready?.rowId ?? '';
  // The worker dies for the fleet after its order was placed and booked: its step stays in its hands.
  const claim = await claimStep(ctx, { id, nudge: ready?.nudge ?? 0, worker: 'hanging' });
  if (claim.kind !== 'claimed') throw new Error('not claimed');
  await handlers.execute_trade(ctx, claim.step, new AbortController().signal);
  await ctx.db.step.update({ where: { id }, data: { renewals: HUNG } });
  expect(await recovered()).toMatchObject({ returned: 1, failed: 0 });
  expect(await stepOf(id)).toMatchObject({ status: 'queued', nudge: (ready?.nudge ?? 0) + 1 });
  await driveTo(ctx, []);
  expect(await stepOf(id)).toMatchObject({ status: 'succeeded', attempt: 2 });
  const orders = await ctx.db.order.findMany({ where: { stepId: id } });
  expect(orders).toMatchObject([{ leg: 1, status: 'filled' }]);
  await expectSoundBooks(ctx);
});
