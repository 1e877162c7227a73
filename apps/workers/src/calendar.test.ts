import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { openCalendarHold, readCalendar } from '@atc/core/kernel/identity';
import { readWorld } from '@atc/core/kernel/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processNames } from './processes.ts';
import { runProcesses } from './run-process.ts';
import { type TestFleet, testFleet, until } from './testing/test-fleet.ts';

let fleet: TestFleet;
let other: BaseDb;
beforeAll(async () => {
  fleet = await testFleet();
  other = openDb(fleet.databaseUrl, { connections: 1 });
});
afterAll(async () => {
  await other?.$disconnect();
  await fleet?.close();
});

const clock = async () => (await readWorld(fleet.ctx.db))?.checkpoint.getTime() ?? 0;

test('a calendar that lost its number moves nothing, follows the other, and goes on when that one leaves', async () => {
  const hold = openCalendarHold(fleet.ctx.db, 'http://first');
  const running = await runProcesses(fleet.ctx, processNames, hold);
  const opening = await clock();
  await until('time to flow', async () => (await clock()) > opening);
  const usurper = openCalendarHold(other, 'http://usurper');
  // What a process that was stopped for long finds: another one was taken for its follower.
  await other.$executeRaw`UPDATE ops_company SET calendar_holder = NULL`;
  await usurper.take();
  await until('the first to notice', async () => hold.fence === null);
  const stands = await clock();
  await until('the first to look again', async () => fleet.ctx.clock.now().getTime() === stands);
  expect([await clock(), (await readCalendar(other))?.holder?.url]).toEqual([stands, 'http://usurper']);
  await usurper.leave();
  await until('the first to go on', async () => (await clock()) > stands);
  await running.stop();
  expect((await readCalendar(other))?.holder).toBeNull();
}, 120_000);
