import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { openBeats, openWatchdog } from './index.ts';

let company: TestCompany;
let machineMs = 0;

beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

/** A watchdog of another process, whose monotonic clock the test moves. */
function watchdog() {
  const { db, clock } = company.ctx;
  return openWatchdog({ db, clock: { ...clock, monotonicMs: () => machineMs } });
}

const told = () => company.ctx.db.event.findMany({ where: { kind: 'heartbeat.missed' } });

test('a beat that does not come is told once in the whole fleet, by OBSERVER', async () => {
  const [one, other] = [watchdog(), watchdog()];
  expect(await one()).toBe(false);
  await openBeats(company.ctx.db, company.ctx.clock.now());
  expect(await Promise.all([one(), other()])).toEqual([false, false]);
  machineMs += 61_000;
  const barks = await Promise.all([one(), other()]);
  expect(barks.filter(Boolean)).toHaveLength(1);
  machineMs += 61_000;
  expect(await Promise.all([one(), other()])).toEqual([false, false]);
  expect(await told()).toMatchObject([{ agentId: 'observer', tags: ['error', 'heartbeat', 'missed'] }]);
});

test('a process that has just started waits before it barks, however long the company was down', async () => {
  await company.ctx.db.beat.update({ where: { id: 1 }, data: { beat: 7, endedAt: new Date(0) } });
  expect(await watchdog()()).toBe(false);
  expect(await told()).toHaveLength(1);
});

test('every beat that comes starts the wait anew', async () => {
  const dog = watchdog();
  await dog();
  machineMs += 40_000;
  await company.ctx.db.beat.update({ where: { id: 1 }, data: { beat: 8 } });
  expect(await dog()).toBe(false);
  machineMs += 40_000;
  expect(await dog()).toBe(false);
});
