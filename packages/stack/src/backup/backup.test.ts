import { appendFile, copyFile, readdir, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealRecords, verifySeals } from '@atc/core/company/audit';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStack, type Stack } from '../launcher/index.ts';
import { discardScratch, makeScratch } from '../testing/scratch.ts';
import { backUp, backupsIn, restore, upgradeDatabase } from './index.ts';

// Each starts servers, some of them twice.
const SLOW = 2 * MINUTE_MS;

let dataDir: string;
let elsewhere: string;
let stack: Stack;
let db: BaseDb;
let file: string;
let before: readonly unknown[];
const told: string[] = [];
const say = (line: string) => void told.push(line);

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const writeEvent = (n: number) => db.$executeRaw`
  INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, occurred_at)
  VALUES (${id(n)}::uuid, 'atlas', 'mission.failed', ${`event ${n}`}, 's', now())`;
const seal = () => sealRecords({ db });
const rows = async () => [
  await db.$queryRaw`SELECT * FROM ops_agent_events ORDER BY id`,
  await db.$queryRaw`SELECT * FROM ops_audit_seals ORDER BY seq`,
];

async function open(folder: string): Promise<void> {
  stack = await openStack({ dataDir: folder, queueBackend: 'postgres', say });
  db = openDb(stack.databaseUrl, { connections: 2 });
}

async function close(): Promise<void> {
  await db.$disconnect();
  await stack.close();
}

// A company that sealed three events, was backed up while it ran, and went on.
beforeAll(async () => {
  [dataDir, elsewhere] = [await makeScratch(), await makeScratch()];
  await open(dataDir);
  await upgradeDatabase(stack.databaseUrl, { dataDir, say });
  for (const n of [1, 2, 3]) await writeEvent(n);
  while ((await db.auditSeal.count()) < 3) await seal();
  before = await rows();
  file = await backUp(dataDir, 'asked');
  await writeEvent(4);
}, SLOW);

afterAll(async () => {
  for (const folder of [dataDir, elsewhere]) await discardScratch(folder);
});

test('a backup is for its owner alone', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(backupsIn(dataDir))).mode & 0o777).toBe(0o700);
});

test('is refused while a company runs, which goes on', async () => {
  await expect(restore(dataDir, file, say)).rejects.toMatchObject({ code: 'in_use' });
  expect(await db.event.count()).toBe(4);
  await close();
});

test.each([
  ['cut off', (copy: string) => truncate(copy, 2_000_000)],
  [
    'altered in the middle',
    async (copy: string) => writeFile(copy, (await readFile(copy)).fill(7, 1_000_000, 1_000_100)),
  ],
  ['something else', (copy: string) => writeFile(copy, 'a letter')],
])(
  'a file that is %s is refused, and nothing is touched',
  async (_what, damage) => {
    const copy = join(elsewhere, 'damaged.tar.gz');
    await copyFile(file, copy);
    await damage(copy);
    await expect(restore(dataDir, copy, say)).rejects.toMatchObject({ code: 'bad_backup' });
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['data', 'server.log']);
  },
  SLOW,
);

test(
  'a restored company has every row of that moment, its chain holds, and it goes on',
  async () => {
    const replaced = await restore(dataDir, file, say);
    expect(await readdir(replaced ?? '')).toContain('PG_VERSION');
    // As a kill in the middle of the exchange leaves it: the next start ends what was begun.
    await rename(join(dataDir, 'postgres/data'), join(dataDir, 'postgres/restored'));
    await open(dataDir);
    expect(await rows()).toEqual(before);
    await writeEvent(5);
    while ((await db.auditSeal.count()) < 4) await seal();
    expect(await verifySeals(db, null)).toMatchObject({ fault: null, links: 4 });
  },
  SLOW,
);

test(
  'an upgrade of what is filled is backed up before, and the last three such backups are kept',
  async () => {
    const last = await db.$queryRaw<{ name: string }[]>`
    DELETE FROM _prisma_migrations WHERE migration_name =
      (SELECT migration_name FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1)
        RETURNING migration_name AS name`;
    await Promise.all(
      ['20200101', '20200102', '20200103'].map((day) =>
        appendFile(join(backupsIn(dataDir), `upgrade-${day}T000000Z.tar.gz`), ''),
      ),
    );
    told.length = 0;
    await upgradeDatabase(stack.databaseUrl, { dataDir, say }).catch(() => undefined);
    expect(last).toHaveLength(1);
    expect(told.at(-1)).toMatch(/^the backup is .*upgrade-/);
    const kept = (await readdir(backupsIn(dataDir))).sort();
    expect(kept.filter((name) => name.startsWith('upgrade-'))).toHaveLength(3);
    expect(kept).not.toContain('upgrade-20200101T000000Z.tar.gz');
    expect(kept.filter((name) => name.startsWith('asked-'))).toHaveLength(1);
    await close();
  },
  SLOW,
);

test(
  'a lost data folder is made again from a backup alone',
  async () => {
    expect(await restore(elsewhere, file, say)).toBeNull();
    await open(elsewhere);
    expect(await rows()).toEqual(before);
    await close();
  },
  SLOW,
);
