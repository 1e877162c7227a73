import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BaseDb, openDb } from '../db/index.ts';
import { anchorWorld, createWorld, readWorld } from '../world/index.ts';
import { claimCalendar, openCalendarHold } from './hold-calendar.ts';
import { readCalendar, readCompanyTag, takeCalendar } from './store.ts';

const START = new Date('2025-02-03T15:00:00Z');
const LATER = new Date('2025-02-03T16:00:00Z');

let database: TestDatabase;
let db: BaseDb;
const holds: ReturnType<typeof openCalendarHold>[] = [];

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 4 });
  await createWorld(db, { ...{ market: 'simulated', range: '', seed: '', speed: '1' }, startsAt: START, endsAt: null });
});
beforeEach(async () => {
  for (const hold of holds.splice(0)) await hold.leave();
  await db.$executeRaw`UPDATE ops_company SET calendar_holder = NULL`;
});
afterAll(async () => {
  for (const hold of holds) await hold.leave();
  await db.$disconnect();
  await database.drop();
});

function open(url = 'http://127.0.0.1:3000', silentMs?: number) {
  const hold = openCalendarHold(db, url, silentMs);
  holds.push(hold);
  return hold;
}

/** What a process wrote that runs, or ran, on another machine. */
async function holdElsewhere(): Promise<number | null> {
  const seen = await readCalendar(db);
  const elsewhere = {
    host: 'desk-2',
    machine: 'desk-2',
    pid: 1,
    born: '1',
    since: START.toISOString(),
    url: 'http://b',
  };
  return seen && takeCalendar(db, seen, elsewhere);
}

test('a second start is refused in one line that names the first; --join leaves the calendar to it', async () => {
  expect(await claimCalendar(open(), { join: false })).toBe(true);
  const second = open('http://127.0.0.1:3001');
  await expect(claimCalendar(second, { join: false })).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(
      new RegExp(
        `^this company runs already \\(process ${process.pid}, since .* UTC, http://127.0.0.1:3000\\): [^\\n]*$`,
      ),
    ),
  });
  expect(await claimCalendar(second, { join: true })).toBe(false);
  expect(second.fence).toBeNull();
});

test('what a killed process held on this machine is taken at once', async () => {
  const source = `
    import { openDb } from '@atc/core/kernel/db';
    import { claimCalendar, openCalendarHold } from '@atc/core/kernel/identity';
    await claimCalendar(openCalendarHold(openDb(process.argv[1]), 'http://killed'), { join: false });
    console.log('held'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, database.url], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const next = open();
  await expect(claimCalendar(next, { join: false })).rejects.toThrow('http://killed');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const begun = performance.now();
  expect(await claimCalendar(next, { join: false })).toBe(true);
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('a holder elsewhere that falls silent is followed, one that is heard of is not', async () => {
  await holdElsewhere();
  const begun = performance.now();
  expect(await claimCalendar(open('http://a', 600), { join: false })).toBe(true);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(550);
  for (const hold of holds.splice(0)) await hold.leave();
  await holdElsewhere();
  const beat = setInterval(
    () => void db.$executeRaw`UPDATE ops_company SET calendar_renewals = calendar_renewals + 1`,
    50,
  );
  await expect(claimCalendar(open('http://a', 600), { join: false })).rejects.toThrow('process 1 on desk-2');
  clearInterval(beat);
});

test('only the holder of the current number moves company time', async () => {
  const old = open();
  await claimCalendar(old, { join: false });
  const { fence } = old;
  await holdElsewhere();
  expect(await anchorWorld(db, { company: LATER, horizon: LATER }, fence ?? -1)).toBeNull();
  expect((await readWorld(db))?.checkpoint).toEqual(START);
  await expect.poll(() => old.fence, { timeout: 5000 }).toBeNull();
});

test('one that gave the calendar back is followed at once', async () => {
  const first = open();
  await claimCalendar(first, { join: false });
  await first.leave();
  expect(await claimCalendar(open(), { join: false })).toBe(true);
});

test('two databases copied from one are two companies on a Redis, and each goes on being the same', async () => {
  const copy = await createTestDatabase(testServers().adminUrl);
  const copied = openDb(copy.url, { connections: 1 });
  const [ours, again, theirs] = [await readCompanyTag(db), await readCompanyTag(db), await readCompanyTag(copied)];
  expect(ours).toMatch(/^[0-9a-f]{12}-[0-9a-f]{8}$/);
  expect([again === ours, theirs === ours]).toEqual([true, false]);
  await copied.$disconnect();
  await copy.drop();
});
