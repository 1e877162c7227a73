import { nextBeatAt, openBeats } from '@atc/core/company/runs';
import { testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHeartbeat } from './index.ts';
import { operations } from './operations.ts';

type Company = Awaited<ReturnType<typeof testCompany>>;
let company: Company;

beforeAll(async () => {
  company = await testCompany();
  await openBeats(company.ctx.db, company.ctx.clock.now());
});
afterAll(() => company.close());

test('a beat does its operations in order, each with a row of its own, and plans the next', async () => {
  const { ctx } = company;
  const report = await runHeartbeat(ctx, { holder: 'test' });
  expect(report?.operations.map((done) => [done.operation, done.status])).toEqual(
    operations.map(({ name }) => [name, 'succeeded']),
  );
  const runs = await ctx.db.actionRun.findMany({ where: { beat: report?.beat ?? 0 }, orderBy: { id: 'asc' } });
  expect(runs.map((run) => [run.actionType, run.status])).toEqual(operations.map(({ name }) => [name, 'succeeded']));
  expect(await ctx.db.beat.findFirst()).toMatchObject({
    holder: null,
    lastBeatAt: ctx.clock.now(),
    nextDueAt: nextBeatAt(ctx.clock.now()),
  });
});

test('until the next is due nobody beats, unless asked to', async () => {
  const { ctx } = company;
  expect(await runHeartbeat(ctx, { holder: 'test' })).toBeNull();
  expect(await runHeartbeat(ctx, { holder: 'test', early: true })).toMatchObject({ beat: 2 });
  await company.setTime(nextBeatAt(ctx.clock.now()));
  expect(await runHeartbeat(ctx, { holder: 'test' })).toMatchObject({ beat: 3 });
});
