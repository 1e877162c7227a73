import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertForecast, oddsOf } from '../../desk/odds/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { learnFromForecasts } from './learn-from-forecasts.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

/** Forecasts on a token that were settled, so many of them paid. */
async function foretell(token: string, of: number, paid: number): Promise<void> {
  const { db } = company.ctx;
  const made = { kind: 'scanner', contract: `${token}_USDT`, madeAt: TEST_START, dueAt: TEST_START };
  const levels = { price: 1, stop: 0.9, score: 0.7, mapped: 0.4, base: 0.4 };
  const found = { source: 'scanner:breakout', token, status: 'analyzed', trust: 'trusted', evidence: [] } as const;
  for (let n = 0; n < of; n += 1) {
    const { id } = await db.signal.create({ data: { ...found, observedAt: TEST_START, adoptedAt: TEST_START } });
    await inTransaction(db, (tx) => insertForecast(tx, { signalId: id, ...made, ...levels, odds: oddsOf(null, 0.7) }));
    await db.forecast.update({ where: { signalId: id }, data: { settledAt: TEST_START, paid: n < paid, resultR: 0 } });
  }
}
const learn = () => inTransaction(company.ctx.db, (tx) => learnFromForecasts(company.ctx, tx, 'UTC'));
const live = () => company.ctx.db.memory.findMany({ where: { evictedAt: null, supersededBy: null } });

test('what forecasts show of a token is remembered once, and forgotten when it does not hold any more', async () => {
  await foretell('SOL', 60, 30);
  await foretell('WIF', 40, 2);
  expect(await learn()).toBe(2);
  expect(await learn()).toBe(0);
  expect((await live()).map(({ subject, polarity }) => [subject, polarity]).toSorted()).toEqual([
    ['token:SOL', 'prefer'],
    ['token:WIF', 'avoid'],
  ]);
  await foretell('WIF', 40, 36);
  await learn();
  expect(await live()).toEqual([]);
});

test('what is older than 60 days teaches nothing', async () => {
  await foretell('WIF', 80, 2);
  await company.setTime(new Date(TEST_START.getTime() + 61 * DAY_MS));
  expect(await learn()).toBe(0);
});
