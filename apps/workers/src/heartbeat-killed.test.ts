import { operations, runHeartbeat } from '@atc/agents/heartbeat';
import { submitProposal } from '@atc/core/loop/proposals';
import { recordSignal } from '@atc/core/loop/signals';
import { claimStep } from '@atc/core/loop/steps';
import { openSimulatedMarket } from '@atc/core/market';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import type { Bundle } from '@atc/stack/testing/bundle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveTo } from './testing/drive.ts';
import { bundleDoomed, runDoomed } from './testing/run-doomed.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

const SEED = '2';
const HUNG = 1200;
let fleet: TestFleet;
let program: Bundle;
let count = 0;

beforeAll(async () => {
  program = await bundleDoomed('beat-until-killed');
  fleet = await testFleet({ market: openSimulatedMarket({ seed: SEED }), config: { SEED } });
});
afterAll(async () => {
  await fleet.close();
  await program.remove();
});

/** A step in the hands of a worker that hangs. */
async function hangStep(): Promise<void> {
  const { ctx } = fleet;
  count += 1;
  const { missionId } = await submitProposal(ctx, {
    agentId: 'intel',
    title: `task ${count}`,
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: `${count}` } }],
    origin: { kind: 'operator', id: 'test' },
    dedupeKey: `hung:${count}`,
  });
  const { id, nudge } = await ctx.db.step.findFirstOrThrow({ where: { missionId: missionId ?? '' } });
  await claimStep(ctx, { id, nudge, worker: 'hanging' });
  await ctx.db.step.update({ where: { id }, data: { renewals: HUNG } });
}

/** A trade that has just been lost, and a memory that has proven itself. */
async function loseTrade(): Promise<void> {
  const { ctx } = fleet;
  const trade = await openTrade(ctx, { symbol: 'DOGE', price: '0.3' });
  await closeTrade(ctx, trade, { price: '0.28', reason: 'review' });
  await ctx.db.memory.create({
    data: {
      agentId: 'growth',
      type: 'pattern',
      content: `proven ${count}`,
      confidence: 0.8,
      usesScored: 3,
      sourceTraceId: `proven ${count}`,
      learnedAt: ctx.clock.now(),
    },
  });
}

/** Desk reviews in which nobody has spoken for a quarter of an hour. */
const silenceReviews = () =>
  fleet.ctx.db.$executeRaw`
      UPDATE ops_roundtable_queue SET created_at = now() - interval '1 hour', last_turn_at = NULL
        WHERE status IN ('pending', 'running')`;

async function beatAfter(): Promise<void> {
  await fleet.ctx.db.beat.updateMany({ data: { leaseUntil: new Date(0) } });
  const report = await runHeartbeat(fleet.ctx, { holder: 'test', early: true });
  const done = report?.operations.map(({ operation, status, cursor }) => [operation, status, cursor]);
  expect(done).toEqual(operations.map(({ name }) => [name, 'succeeded', null]));
}

async function expectHealed(): Promise<void> {
  const { db } = fleet.ctx;
  expect(await db.step.count({ where: { status: 'running' } })).toBe(0);
  expect(await db.actionRun.count({ where: { status: 'running' } })).toBe(0);
  expect(await db.tradeOutcome.count({ where: { learnedAt: null } })).toBe(0);
  const proven = await db.memory.count({ where: { promotedAt: { not: null } } });
  expect(await db.event.count({ where: { kind: 'memory.promoted' } })).toBe(proven);
  const failed = await db.mission.findMany({ where: { status: 'failed' }, select: { id: true } });
  const told = await db.event.findMany({ where: { kind: 'mission.failed' }, select: { missionId: true } });
  expect(told.map(({ missionId }) => missionId).sort()).toEqual(failed.map(({ id }) => id).sort());
}

test.each(operations.map(({ name }) => name))(
  'a beat killed throughout its %s is made up for by the next: nothing is lost, nothing is done twice',
  { timeout: 400_000 },
  async (operation) => {
    await recordSignal(fleet.ctx, { source: operation, token: 'PENGU', signalType: 'buy', trust: 'trusted' });
    await driveTo(fleet.ctx, ['turn']);
    let kills = 0;
    for (let statement = 1; ; statement += 3) {
      await hangStep();
      await silenceReviews();
      await loseTrade();
      const doomed = { databaseUrl: fleet.databaseUrl, seed: SEED, operation, statement };
      if (!(await runDoomed(fleet.ctx, program, doomed))) break;
      kills += 1;
      await beatAfter();
      await expectHealed();
    }
    expect(kills).toBeGreaterThan(0);
    const dead = await fleet.ctx.db.actionRun.findFirst({ where: { actionType: operation, status: 'failed' } });
    expect(dead).toMatchObject({ errors: ['the process that held this beat stopped'] });
  },
);

test('a silent review was ended without a decision, and its proposal rejected', async () => {
  const { db } = fleet.ctx;
  expect(await db.roundtable.count({ where: { status: { in: ['pending', 'running'] } } })).toBe(0);
  expect(await db.roundtable.count({ where: { status: 'failed', failure: 'no turn for 15 minutes' } })).toBeGreaterThan(
    0,
  );
});
