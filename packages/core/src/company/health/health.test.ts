import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { endTrouble, openProbe, tellTrouble } from './index.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

const trouble = { cause: 'watch.late', title: 'What is held is not watched', text: 'A stop may have been passed.' };
const told = (kind: string) => company.ctx.db.event.count({ where: { kind } });

test('a trouble is told once in the whole fleet, again when it lasts, and its end once', async () => {
  const { ctx } = company;
  expect(await endTrouble(ctx, trouble)).toBe(false);
  const tellings = await Promise.all(Array.from({ length: 6 }, () => tellTrouble(ctx, trouble)));
  expect(tellings.filter(Boolean)).toHaveLength(1);
  await ctx.db.trouble.update({ where: { cause: trouble.cause }, data: { againAt: new Date(0) } });
  expect([await tellTrouble(ctx, trouble), await tellTrouble(ctx, trouble)]).toEqual([true, false]);
  expect(await ctx.db.trouble.findFirst()).toMatchObject({ times: 2, endedAt: null });
  expect((await Promise.all([endTrouble(ctx, trouble), endTrouble(ctx, trouble)])).filter(Boolean)).toHaveLength(1);
  expect(await tellTrouble(ctx, trouble)).toBe(true);
  expect([await told('company.troubled'), await told('company.recovered')]).toEqual([3, 1]);
});

test('a trouble that cannot be written down is told as an alarm', async () => {
  const { ctx } = company;
  await ctx.db.$executeRawUnsafe('ALTER TABLE ops_troubles RENAME TO gone');
  expect(await tellTrouble(ctx, { ...trouble, cause: 'store.queues' })).toBe(true);
  expect(await tellTrouble(ctx, { ...trouble, cause: 'store.queues' })).toBe(false);
  expect(await endTrouble(ctx, { ...trouble, cause: 'store.queues' })).toBe(true);
  await ctx.db.$executeRawUnsafe('ALTER TABLE gone RENAME TO ops_troubles');
});

test('a probe writes, and those who ask at the same time share one', async () => {
  const { ctx } = company;
  const probe = openProbe(ctx);
  const [one, other] = await Promise.all([probe(), probe()]);
  expect(one).toEqual({ database: 'up', queues: 'up' });
  expect(other).toBe(one);
  expect((await ctx.db.probe.findMany()).map(({ store }) => store).sort()).toEqual(['database', 'queues']);
});

test('a probe writes to the disk itself, and not only into pages that are there', async () => {
  const url = new URL(inject('adminUrl'));
  url.pathname = new URL(company.databaseUrl).pathname;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query("SET temp_file_limit = '100kB'");
  await expect(admin.query('SELECT take_room_on_disk()')).rejects.toThrow(/temporary file size exceeds/);
  await admin.end();
});
