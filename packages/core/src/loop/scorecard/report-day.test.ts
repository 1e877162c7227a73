import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertPolicy } from '../../company/policies/index.ts';
import { snapshotPortfolio } from '../../desk/portfolio/index.ts';
import { type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { reportDay } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
  const value = { timezone: 'America/Los_Angeles', starting_capital_usd: 1000 };
  await insertPolicy(desk.db, { key: 'company', value, changedBy: 'test', reason: 'wanted', changedAt: new Date() });
});
afterAll(() => desk.close());

/** Books of an hour with this much cash; the hour's work. */
async function hour(at: string, cashUsd: number): Promise<void> {
  await desk.db.account.update({ where: { id: desk.accountId }, data: { cashUsd, realizedPnl: cashUsd - 1000 } });
  desk.setTime(new Date(at));
  await snapshotPortfolio(desk.ctx, { cause: 'hour' });
  await reportDay(desk.ctx);
}

const reports = () => desk.db.event.findMany({ where: { kind: 'day.ended' }, orderBy: { occurredAt: 'asc' } });

test('the day’s report comes at midnight where the company lives, once, with what the day changed', async () => {
  await hour('2025-02-03T09:00:00Z', 1000);
  await hour('2025-02-04T07:00:00Z', 1030);
  expect(await reports()).toEqual([]);
  await hour('2025-02-04T08:00:00Z', 1020);
  await Promise.all([reportDay(desk.ctx), reportDay(desk.ctx)]);
  await hour('2025-02-04T09:00:00Z', 1020);
  const [report, ...more] = await reports();
  expect(more).toEqual([]);
  expect(report).toMatchObject({
    title: '2025-02-03 ended at 1,020.00 USD, +2.0 %',
    fields: { day: '2025-02-03', pnlUsd: '20', trades: 0 },
  });
});

test('the day on which clocks change has its report too', async () => {
  // 2025-03-09 has 23 hours in Los Angeles: it begins at 08:00 UTC and ends at 07:00 UTC.
  await hour('2025-03-09T08:00:00Z', 1020);
  await hour('2025-03-10T06:00:00Z', 1071);
  expect((await reports()).map(({ fields }) => (fields as { day: string }).day)).not.toContain('2025-03-09');
  await hour('2025-03-10T07:00:00Z', 1071);
  expect((await reports()).at(-1)).toMatchObject({ fields: { day: '2025-03-09', pnlUsd: '51' } });
});
