import { HOUR_MS, openSteadyTime } from '@atc/core/kernel/time';
import { openLiveMarket } from '@atc/core/market';
import { openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFleet, testFleet, until } from './testing/test-fleet.ts';

const CONTRACT = 'WIF_USDC';
let fleet: TestFleet;
let price = 1;

/** Live prices of one token in a company whose machine was an hour ahead until just now. */
beforeAll(async () => {
  const startsAt = new Date(Date.now() + HOUR_MS);
  const { now, reach } = openSteadyTime();
  const market = await openLiveMarket({
    ...{ range: 'test', startsAt, reach },
    contracts: [
      {
        ...{ contract: CONTRACT, symbol: 'WIF', quote: 'USDC', decimals: 6, tick: '0.0001', minQuantity: '0.000001' },
        firstBarAt: startsAt,
      },
    ],
    source: { look: async (saw) => saw([{ contract: CONTRACT, price, at: now().getTime(), turnoverUsd: 1e6 }]) },
  });
  fleet = await testFleet({ market, config: { SPEED: '1' } });
});
afterAll(() => fleet?.close());

test('after the clock was set back by an hour a stop that is hit sells within a bar; the lead is told', async () => {
  const { db } = fleet.ctx;
  const { id } = await openTrade(fleet.ctx, { symbol: 'WIF', price: '1', stop: '0.9' });
  price = 0.7;
  await fleet.run();
  await until('the exit', async () => (await db.position.findUniqueOrThrow({ where: { id } })).status !== 'open');
  const exit = await db.proposal.findFirstOrThrow({ where: { positionId: id, missionType: 'exit' } });
  expect(exit.status).toBe('accepted');
  await until('the lead to be told', async () => (await db.event.count({ where: { kind: 'clock.ahead' } })) === 1);
}, 90_000);
