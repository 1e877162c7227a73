import { onDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealRecords, verifySeals } from '../../company/audit/index.ts';
import { type BaseDb, inTransaction, openDb, Prisma } from '../../kernel/db/index.ts';
import { testCompany } from '../../testing/index.ts';
import { listStrategies } from '../strategies/index.ts';
import { makeTrial } from '../strategies/testing/make-trial.ts';
import { countTrials, findTrial, listKin, listTrials, recordTrials, variantOf } from './index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
let superuser: BaseDb;

const first = makeTrial();
const second = makeTrial({ runId: 'aaaa000000000002', values: { n: 28 }, lookedAt: '2026-11-30T04:01:00.000Z' });
const other = makeTrial({ runId: 'bbbb000000000001', family: 'breakout', strategy: 'breakout', version: 1 });

beforeAll(async () => {
  company = await testCompany();
  const { pathname } = new URL(company.databaseUrl);
  superuser = openDb(onDatabase(testServers().adminUrl, pathname.slice(1)), { connections: 1 });
  await recordTrials(company.ctx, [first, second, other]);
});
afterAll(async () => {
  await superuser?.$disconnect();
  await company?.close();
});

test('a trial is read as it was written, and counted in its family', async () => {
  const { db } = company.ctx;
  expect(await findTrial(db, first.runId)).toEqual(first);
  expect(await listKin(db, { family: 'trend', strategy: 'no other' })).toEqual([first, second]);
  expect(await listKin(db, { family: 'no other', strategy: first.strategy })).toContainEqual(first);
  expect(await listTrials(db)).toHaveLength(3);
  expect(await countTrials(db, { by: 'operator', since: new Date('2026-11-30T04:00:30Z') })).toBe(1);
});

test('the same run is one trial, however often it is recorded', async () => {
  expect(await recordTrials(company.ctx, [first, { ...second, sharpe: 9 }])).toBe(0);
  expect(await findTrial(company.ctx.db, second.runId)).toEqual(second);
});

test('what was tried is a strategy that was tested', async () => {
  const strategies = await listStrategies(company.ctx.db);
  expect(strategies.map(({ name, version, state }) => [name, version, state])).toEqual([
    ['breakout', 1, 'tested'],
    ['trend-majors', 3, 'tested'],
  ]);
});

test.each([
  ["UPDATE ops_strategy_trials SET sharpe = 2 WHERE run_id = 'aaaa000000000001'"],
  ["DELETE FROM ops_strategy_trials WHERE family = 'trend'"],
])('the database refuses: %s', async (statement) => {
  await expect(company.ctx.db.$executeRaw(Prisma.raw(statement))).rejects.toThrow(/never changed/);
});

test('a trial that somebody made better past the triggers is named by the audit', async () => {
  const { db } = company.ctx;
  const sealing = () => sealRecords(company.ctx).then(() => sealed());
  await expect.poll(sealing, { timeout: 20_000 }).toBe(3);
  expect((await verifySeals(db, null)).fault).toBeNull();
  const row = await db.strategyTrial.findUniqueOrThrow({ where: { runId: first.runId } });
  await inTransaction(superuser, async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    await tx.$executeRaw`UPDATE ops_strategy_trials SET sharpe = 2 WHERE run_id = ${first.runId}`;
  });
  expect((await verifySeals(db, null)).fault).toMatchObject({
    ...{ fault: 'altered', kind: 'strategy_trial', rowId: row.id },
    ...{ sealed: { sharpe: 0.5, run_id: first.runId }, now: { sharpe: 2 } },
  });
});

const sealed = () => company.ctx.db.auditSeal.count({ where: { kind: 'strategy_trial' } });

test('a variant is the same however its values are written down', () => {
  const variant = (values: typeof first.values) => variantOf({ ...first, values });
  expect(variant({ n: 56, stop: 3 })).toBe(variant({ stop: 3, n: 56 }));
  expect(variant({ n: 56 })).not.toBe(variant({ n: 57 }));
});
