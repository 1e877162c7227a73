import { readConfig } from '@atc/core/kernel/config';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { readCalendar } from '@atc/core/kernel/identity';
import { readWorld } from '@atc/core/kernel/world';
import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Company } from './company.ts';
import { openCompany } from './open-company.ts';

let database: TestDatabase;
let db: BaseDb;
const opened: Company[] = [];

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 1 });
});
afterAll(async () => {
  for (const company of opened.reverse()) await company.close();
  await db?.$disconnect();
  await database?.drop();
});

async function start(join: boolean): Promise<Company> {
  const { redisUrl } = testServers();
  const company = await openCompany({
    config: readConfig({
      ...{ DATABASE_URL: database.url, PORT: '0', SEED: '2', SPEED: '60', LOG_LEVEL: 'silent' },
      ...(redisUrl ? { REDIS_URL: redisUrl } : { QUEUE_BACKEND: 'postgres' }),
    }),
    ...{ join, color: false, say: () => undefined, tell: () => undefined },
  });
  opened.push(company);
  return company;
}

const clock = async () => (await readWorld(db))?.checkpoint.getTime() ?? 0;

test('a second start is refused with the first one’s name; one that joins takes the time over after it', async () => {
  const first = await start(false);
  const url = first.url.replaceAll('.', '\\.');
  const before = await clock();
  await expect(start(false)).rejects.toThrow(
    new RegExp(`^this company runs already \\(process ${process.pid}, since [^\\n]* UTC, ${url}\\): [^\\n]*$`),
  );
  expect(await clock()).toBeGreaterThanOrEqual(before);
  const second = await start(true);
  expect([first.joins, second.joins]).toEqual([null, expect.stringContaining(first.url)]);
  const held = await readCalendar(db);
  expect(held?.holder?.url).toBe(first.url);
  await first.close();
  const left = await clock();
  await expect.poll(clock, { timeout: 30_000 }).toBeGreaterThan(left);
  expect(await readCalendar(db)).toMatchObject({ fence: (held?.fence ?? 0) + 1, holder: { url: second.url } });
}, 120_000);
