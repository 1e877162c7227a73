import { raiseExit } from '@atc/core/loop/proposals';
import { recordSignal } from '@atc/core/loop/signals';
import { openSimulatedMarket } from '@atc/core/market';
import type { Bundle } from '@atc/stack/testing/bundle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSameHoldings, expectSoundBooks } from './testing/books.ts';
import { driveTo, lapse, type WorkName } from './testing/drive.ts';
import { bundleDoomed, runDoomed } from './testing/run-doomed.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

const SEED = '2';

/** The pieces of a trade's work in their order. */
const stages: readonly WorkName[] = [
  'analyze_signal',
  'event',
  'agent_task',
  'turn',
  'calculate_risk',
  'execute_trade',
  'monitor_position',
  'close_position',
];

let fleet: TestFleet;
let program: Bundle;

beforeAll(async () => {
  program = await bundleDoomed('work-until-killed');
  fleet = await testFleet({ market: openSimulatedMarket({ seed: SEED }), config: { SEED } });
  await recordSignal(fleet.ctx, { source: 'desk', token: 'PENGU', signalType: 'buy', trust: 'trusted' });
});
afterAll(async () => {
  await fleet.close();
  await program.remove();
});

/**
 * Kills the worker at every third statement of a piece of work until it gets through; returns how often it was killed.
 */
async function killThroughout(name: WorkName): Promise<number> {
  let kills = 0;
  for (let statement = 1; ; statement += 3) {
    const work = await driveTo(fleet.ctx, stages.slice(stages.indexOf(name)));
    if (work?.name !== name) return kills;
    const doomed = { databaseUrl: fleet.databaseUrl, seed: SEED, work, statement };
    const killed = await runDoomed(fleet.ctx, program, doomed);
    if (!killed) return kills;
    kills += 1;
    await lapse(fleet.ctx);
  }
}

test.each(stages.slice(0, -1))(
  'a worker killed throughout its %s loses and repeats nothing (I3, I5, I6)',
  { timeout: 90_000 },
  async (name) => {
    expect(await killThroughout(name)).toBeGreaterThan(0);
    await expectSoundBooks(fleet.ctx);
  },
);

test('the entry was bought exactly once', async () => {
  await driveTo(fleet.ctx, []);
  expect(await fleet.ctx.db.paperOrder.count()).toBe(1);
  expect(await fleet.ctx.db.position.findFirstOrThrow()).toMatchObject({ status: 'open' });
  await expectSameHoldings(fleet.ctx);
});

test('a worker killed throughout a close sells exactly once (I3, I5, I6)', { timeout: 90_000 }, async () => {
  const { id: positionId } = await fleet.ctx.db.position.findFirstOrThrow();
  await raiseExit(fleet.ctx, {
    positionId,
    reason: 'operator',
    by: 'operator:test',
    origin: { kind: 'operator', id: 'test' },
  });
  expect(await killThroughout('close_position')).toBeGreaterThan(0);
  await driveTo(fleet.ctx, []);
  expect(await fleet.ctx.db.paperOrder.count()).toBe(2);
  expect(await fleet.ctx.db.tradeOutcome.count()).toBe(1);
  expect(await fleet.ctx.db.mission.count({ where: { status: { in: ['approved', 'running'] } } })).toBe(0);
  await expectSoundBooks(fleet.ctx);
  await expectSameHoldings(fleet.ctx);
});
