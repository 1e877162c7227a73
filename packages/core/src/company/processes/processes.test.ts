import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/index.ts';
import { listProcesses, noteProcess } from './index.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

test('a process is known by what it does from its start on, and forgotten when it ends', async () => {
  const { ctx } = company;
  const end = await noteProcess(ctx, ['heartbeat', 'api']);
  const [noted] = (await listProcesses(ctx.db)).filter(({ names }) => names.includes('heartbeat'));
  expect(noted).toMatchObject({ names: ['heartbeat', 'api'], pid: process.pid });
  expect(noted?.memoryMb).toBeGreaterThan(10);
  expect(noted?.silentMs).toBeLessThan(60_000);
  await end();
  expect((await listProcesses(ctx.db)).map(({ id }) => id)).not.toContain(noted?.id);
});

test('a process that died is silent for as long as nobody heard of it, and one of yesterday is no more', async () => {
  const { ctx } = company;
  const [ended, silent] = await Promise.all([noteProcess(ctx, ['one']), noteProcess(ctx, ['other'])]);
  const back = (name: string, minutes: number) =>
    ctx.db.process.updateMany({
      where: { names: { has: name } },
      data: { seenAt: new Date(Date.now() - minutes * 60_000) },
    });
  await back('one', 1441);
  await back('other', 10);
  const [left, ...more] = await listProcesses(ctx.db);
  expect([left?.names, more.length]).toEqual([['other'], 0]);
  expect(left?.silentMs).toBeGreaterThan(500_000);
  await Promise.all([ended(), silent()]);
});
