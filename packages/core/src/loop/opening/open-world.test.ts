import { createTestDatabase, testServers } from '@atc/stack/testing';
import { expect, onTestFinished, test } from 'vitest';
import { openDb } from '../../kernel/db/index.ts';
import { scriptedMarket } from '../../testing/index.ts';
import { openWorld, seedCompany } from './index.ts';

const settings = { seed: '1', speed: '60' };

async function emptyCompany() {
  const database = await createTestDatabase(testServers().adminUrl);
  const db = openDb(database.url, { connections: 3 });
  onTestFinished(async () => {
    await db.$disconnect();
    await database.drop();
  });
  await seedCompany(db, new Date('2025-01-01T00:00:00Z'));
  return db;
}

const startsAt = new Date('2025-01-01T00:00:00Z');
const marketOf = (contract: string) => scriptedMarket({ [contract]: 100 }, { startsAt });

test('a start that fails on its market leaves nothing of it, and the repaired one starts', async () => {
  const db = await emptyCompany();
  // The last thing that is written, the world's row, takes no such text.
  await expect(openWorld(db, { ...marketOf('BROKEN_USDT'), range: '\0' }, settings)).rejects.toThrow();
  expect([await db.instrument.count(), await db.account.count()]).toEqual([0, 0]);
  expect(await openWorld(db, marketOf('SOUND_USDT'), settings)).toBe(true);
  expect(await db.instrument.findMany({ select: { contract: true } })).toEqual([{ contract: 'SOUND_USDT' }]);
  expect(await db.policy.findUnique({ where: { key: 'universe' } })).toMatchObject({
    value: { contracts: ['SOUND_USDT'] },
  });
});

test('another world names a place of its own before it speaks of forgetting this one', async () => {
  const db = await emptyCompany();
  await openWorld(db, marketOf('SOL_USDT'), settings);
  await expect(openWorld(db, marketOf('SOL_USDT'), { ...settings, seed: '2' })).rejects.toThrow(
    /SEED was 1 and is now 2.*another DATA_DIR.*npm run reset/,
  );
});
